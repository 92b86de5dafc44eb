package io.aureus.chains.lightning;

import java.net.URI;

/**
 * How a node is reached that a merchant brought.
 *
 * @param program {@code lnd}, {@code core-lightning}, {@code phoenixd} or {@code electrum}
 * @param url {@code http(s)://host:port}, and a path where a proxy has one
 * @param pin the SHA-256 of its certificate in 64 hexadecimal digits; empty where the system's
 *     authorities vouch for it
 * @param secret by which it knows us, for receiving
 */
public record NodeTarget(String program, URI url, String pin, String secret) {
  /** Without the secret. */
  @Override
  public String toString() {
    return "NodeTarget[" + program + " at " + url.getHost() + "]";
  }
}
