package io.aureus.chains.nodes;

import io.aureus.money.Sha256;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Judges the certificate that one server shows: where one is pinned, it must be that very one, and
 * neither its name nor its age matters; else the system's authorities must vouch for the host. None
 * is taken on first sight: most servers made their own, and a stranger's looks no different.
 */
public final class ServerCertificates extends X509ExtendedTrustManager {
  private final String pin;
  private final X509ExtendedTrustManager system;
  private volatile String refused = "";

  /**
   * @param pin the SHA-256 of the certificate in hex; empty for the system's judgement
   */
  public ServerCertificates(String pin) throws GeneralSecurityException {
    this.pin = pin;
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    this.system =
        Arrays.stream(factory.getTrustManagers())
            .filter(X509ExtendedTrustManager.class::isInstance)
            .map(X509ExtendedTrustManager.class::cast)
            .findFirst()
            .orElseThrow(() -> new NoSuchAlgorithmException("the system knows no authorities"));
  }

  /** For an {@code SSLContext}. */
  public TrustManager[] asList() {
    return new TrustManager[] {this};
  }

  /** What is to be said of the certificate that was refused; empty where none was. */
  public String refused() {
    return refused;
  }

  private interface Judgement {
    void judge() throws CertificateException;
  }

  private void judge(X509Certificate[] shown, Judgement authorities) throws CertificateException {
    if (shown.length == 0) {
      throw new CertificateException("no certificate");
    }
    String fingerprint = fingerprint(shown[0]);
    if (!pin.isEmpty()) {
      if (!pin.equals(fingerprint)) {
        refused =
            "shows another certificate than the one that is pinned: its fingerprint is sha256-"
                + fingerprint;
        throw new CertificateException("another certificate");
      }
      return;
    }
    try {
      authorities.judge();
    } catch (CertificateException e) {
      refused =
          "shows a certificate that no authority vouches for: if it is the server's own, put"
              + " #sha256-%s behind its address".formatted(fingerprint);
      throw e;
    }
  }

  private static String fingerprint(X509Certificate certificate) throws CertificateException {
    return Sha256.hex(certificate.getEncoded());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    judge(chain, () -> system.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    judge(chain, () -> system.checkServerTrusted(chain, type, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    judge(chain, () -> system.checkServerTrusted(chain, type));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("we are no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("we are no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("we are no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
