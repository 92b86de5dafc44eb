package io.aureus.web;

import org.apache.coyote.http11.Http11NioProtocol;

/**
 * Tomcat's HTTP with less kept for each open connection. A payer's page holds one for as long as it
 * is looked at: with the usual buffers, of 96 KiB each, a thousand of them left an installation's
 * heap nothing to take a payment with. Made by Tomcat from its name, hence public.
 */
public final class FrugalHttp extends Http11NioProtocol {
  /** Of a socket, each way, in bytes; what is longer goes in several parts. */
  private static final int SOCKET_BUFFER = 2048;

  /** Of the headers after a body, which nobody sends us, in bytes; all of it is set aside. */
  private static final int TRAILER = 512;

  /** Of an answer, in bytes, and once more in characters; a longer one is sent in chunks. */
  private static final int ANSWER_BUFFER = 4096;

  /** As Tomcat makes it, before its settings. */
  public FrugalHttp() {
    setMaxTrailerSize(TRAILER);
    setProperty("socket.appReadBufSize", Integer.toString(SOCKET_BUFFER));
    setProperty("socket.appWriteBufSize", Integer.toString(SOCKET_BUFFER));
  }

  @Override
  public int getDesiredBufferSize() {
    return ANSWER_BUFFER;
  }
}
