package io.aureus.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate that a server made for itself, and that nobody vouches for.
 *
 * @param context for a server that shows it
 * @param fingerprint its SHA-256 in hexadecimal
 */
public record OwnCertificate(SSLContext context, String fingerprint) {
  private static final String PASSWORD = "a test's";

  /**
   * @param folder to make it in
   */
  public static OwnCertificate make(Path folder) throws Exception {
    KeyStore store = selfSigned(folder.resolve("server.p12"));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    byte[] shown = store.getCertificate("server").getEncoded();
    return new OwnCertificate(
        context, HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(shown)));
  }

  private static KeyStore selfSigned(Path file) throws Exception {
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=somebody",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String words = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(made.waitFor()).as(words).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }
}
