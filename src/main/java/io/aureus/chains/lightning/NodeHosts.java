package io.aureus.chains.lightning;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where nodes may be that merchants bring. It alone turns their hosts' names into addresses, at
 * each connection, so that a name that leads elsewhere the next time gains nothing.
 */
public interface NodeHosts {
  /**
   * @param isEncrypted whether the line is: without TLS only what the operator lists is reached
   * @return addresses that may be connected to, at least one
   * @throws UnknownHostException in words for the merchant, where none may be
   */
  InetAddress[] resolve(String host, boolean isEncrypted) throws UnknownHostException;
}
