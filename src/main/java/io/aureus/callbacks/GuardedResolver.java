package io.aureus.callbacks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * The only way from a host name to a socket. A name is looked up once per call and the connection
 * goes to the very addresses that were judged, so a name that answers differently the next time
 * (DNS rebinding) gains nothing. One address that is not public spoils the name.
 *
 * <p>Look-ups run on platform threads: they block in native code, and would hold up every virtual
 * thread of the program.
 */
final class GuardedResolver implements DnsResolver {
  /** A name with many addresses that lead nowhere must not take a connection's time for each. */
  static final int MOST_ADDRESSES = 3;

  private static final int MOST_LOOKUPS = 300;

  /** How names are looked up: the system's way, but for tests. */
  interface Names {
    InetAddress[] lookUp(String host) throws UnknownHostException;
  }

  /** The host may not be called. */
  static final class NotPublic extends UnknownHostException {
    NotPublic(String words) {
      super(words);
    }
  }

  private final Names names;
  private final AllowList allowed;
  private final Duration patience;
  private final Semaphore lookups = new Semaphore(MOST_LOOKUPS);

  GuardedResolver(Names names, AllowList allowed, Duration patience) {
    this.names = names;
    this.allowed = allowed;
    this.patience = patience;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] found = lookUp(host);
    if (allowed.allowsName(host)) {
      return few(found);
    }
    for (InetAddress address : found) {
      if (!PublicAddresses.contains(address) && !allowed.allows(address)) {
        // The address itself is not told: it would let a merchant map the operator's network.
        throw new NotPublic(
            "refused: "
                + host
                + " is not a public address; the operator can allow it with the setting"
                + " aureus.callbacks.allow");
      }
    }
    return few(found);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  private static InetAddress[] few(InetAddress[] addresses) {
    return Arrays.copyOf(addresses, Math.min(addresses.length, MOST_ADDRESSES));
  }

  private InetAddress[] lookUp(String host) throws UnknownHostException {
    if (!lookups.tryAcquire()) {
      throw new UnknownHostException("too many name look-ups hang");
    }
    FutureTask<InetAddress[]> task = new FutureTask<>(() -> names.lookUp(host));
    Thread.ofPlatform()
        .daemon()
        .name("callback-names")
        .start(
            () -> {
              try {
                task.run();
              } finally {
                lookups.release();
              }
            });
    try {
      return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new UnknownHostException("the host name " + host + " was not found");
    } catch (TimeoutException e) {
      throw new UnknownHostException("the look-up of the host name " + host + " took too long");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("the look-up was interrupted");
    }
  }
}
