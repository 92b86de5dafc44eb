package io.aureus.callbacks;

import io.aureus.chains.lightning.NodeHosts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * Where merchants' own nodes of Lightning may be: judged as the addresses of callbacks are, by a
 * list of their own, since what a node answers is read. Without TLS only what is listed.
 */
final class OwnNodeHosts implements NodeHosts {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final String MAY =
      "the operator can allow it with the setting aureus.own-nodes.allow";

  private final AllowList allowed;
  private final GuardedResolver resolver;

  OwnNodeHosts(AllowList allowed) {
    this(allowed, InetAddress::getAllByName);
  }

  OwnNodeHosts(AllowList allowed, GuardedResolver.Names names) {
    this.allowed = allowed;
    this.resolver = new GuardedResolver(names, allowed, PATIENCE);
  }

  @Override
  public InetAddress[] resolve(String host, boolean isEncrypted) throws UnknownHostException {
    InetAddress[] found;
    try {
      found = resolver.resolve(host);
    } catch (GuardedResolver.NotPublic e) {
      // The address itself is not told: it would let a merchant map the operator's network.
      throw new UnknownHostException(host + " is not a public address; " + MAY);
    }
    if (isEncrypted || allowed.allowsName(host)) {
      return found;
    }
    for (InetAddress address : found) {
      if (!allowed.allows(address)) {
        throw new UnknownHostException(
            host + " is on the Internet, where its secret would be read on the way: use https");
      }
    }
    return found;
  }
}
