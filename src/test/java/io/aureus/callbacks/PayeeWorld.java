package io.aureus.callbacks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;

/** A world in which receivers' services are on this machine. */
public final class PayeeWorld {
  /** A name that leads into somebody's own network. */
  public static final String INSIDE = "inside.example";

  private PayeeWorld() {}

  /**
   * The part of a gateway that reaches it.
   *
   * @param trust whose certificates are good
   * @param port where every name's https is, but for one that leads inside
   */
  public static Object reach(SSLContext trust, int port) {
    return new PayeeCalls.Reach(PayeeWorld::lookUp, new DefaultClientTlsStrategy(trust), port);
  }

  private static InetAddress[] lookUp(String host) throws UnknownHostException {
    if (!host.endsWith(".example")) {
      throw new UnknownHostException(host);
    }
    String address = host.equals(INSIDE) ? "10.1.2.3" : "127.0.0.1";
    return new InetAddress[] {InetAddress.ofLiteral(address)};
  }
}
