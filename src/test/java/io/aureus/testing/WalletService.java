package io.aureus.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service of a wallet with Lightning addresses, by https under the names {@code wallet.example}
 * and {@code moved.example}. How it answers depends on who is to be paid: {@code alice} well, and
 * the others as their names say.
 */
public final class WalletService implements AutoCloseable {
  public static final String HOST = "wallet.example";
  public static final String OTHER = "moved.example";

  private static final String PASSWORD = "a test's";
  private static final long LEAST = 1_000;
  private static final long MOST = 500_000_000;

  private final Invoices invoices;
  private final SSLContext trust;
  private final HttpsServer server;
  private final AtomicInteger given = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** The receiver's node. */
  public interface Invoices {
    /**
     * @param description of which the hash goes into the invoice
     */
    String make(long millisatoshi, String description, Duration expiry);
  }

  public WalletService(Invoices invoices) {
    this.invoices = invoices;
    try {
      KeyStore store = certificate();
      this.trust = context(store, false);
      this.server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(context(store, true)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/.well-known/lnurlp/", this::terms);
    server.createContext("/pay/", this::invoice);
    server.start();
  }

  /** Whom a client has to trust. */
  public SSLContext trust() {
    return trust;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** How many invoices were asked for and given. */
  public int given() {
    return given.get();
  }

  private void terms(HttpExchange exchange) throws IOException {
    String user = last(exchange);
    switch (user) {
      case "nobody" -> answer(exchange, 404, "<html>Not found</html>");
      case "error" -> error(exchange, "no\nsuch\u202euser");
      case "huge" -> answer(exchange, 200, " ".repeat(300_000) + terms("alice"));
      case "hang" -> hang();
      case "moved" -> redirect(exchange, "https://" + OTHER + "/.well-known/lnurlp/alice");
      case "number" -> redirect(exchange, "https://127.0.0.1:" + port() + "/pay/alice");
      case "inside" -> redirect(exchange, "https://inside.example/.well-known/lnurlp/alice");
      case "plain" -> redirect(exchange, "http://" + OTHER + "/.well-known/lnurlp/alice");
      case "round" -> redirect(exchange, "/.well-known/lnurlp/round");
      case "taker" -> answer(exchange, 200, json(Map.of("tag", "withdrawRequest", "k1", "00")));
      default -> answer(exchange, 200, terms(user));
    }
  }

  private String terms(String user) {
    String callback =
        user.equals("lure") ? "https://inside.example/pay/alice" : "https://" + HOST + "/pay/";
    return json(
        Map.of(
            "tag",
            "payRequest",
            "callback",
            user.equals("lure") ? callback : callback + user + "?x=1",
            "minSendable",
            user.equals("picky") ? 300_000_000 : LEAST,
            "maxSendable",
            MOST,
            "metadata",
            metadata(user)));
  }

  private static String metadata(String user) {
    return "[[\"text/identifier\",\"%s@%s\"],[\"text/plain\",\"Zahlt an ☕ %s\"]]"
        .formatted(user, HOST, user);
  }

  private void invoice(HttpExchange exchange) throws IOException {
    String user = last(exchange);
    String query = exchange.getRequestURI().getQuery();
    assertThat(query).startsWith("x=1&amount=");
    long amount = Long.parseLong(query.substring("x=1&amount=".length()));
    given.incrementAndGet();
    Duration hour = Duration.ofHours(1);
    String request =
        switch (user) {
          case "dear" -> invoices.make(amount * 10, metadata(user), hour);
          case "cheap" -> invoices.make(amount - 1_000, metadata(user), hour);
          case "swapped" -> invoices.make(amount, metadata("mallory"), hour);
          case "hasty" -> invoices.make(amount, metadata(user), Duration.ofSeconds(5));
          case "mainnet" -> MAINNETS;
          case "another" -> "alice@" + HOST;
          default -> invoices.make(amount, metadata(user), hour);
        };
    answer(exchange, 200, json(Map.of("pr", request)));
  }

  /** The first example of BOLT11. */
  private static final String MAINNETS =
      "lnbc1pvjluezsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygspp5qqqsyqcyq5rqwzqfqqqsyq"
          + "cyq5rqwzqfqqqsyqcyq5rqwzqfqypqdpl2pkx2ctnv5sxxmmwwd5kgetjypeh2ursdae8g6twvus8g6rfwvs8q"
          + "un0dfjkxaq9qrsgq357wnc5r2ueh7ck6q93dj32dlqnls087fxdwk8qakdyafkq3yap9us6v52vjjsrvywa6r"
          + "t52cm9r9zqt8r2t7mlcwspyetp5h2tztugp9lfyql";

  private void hang() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().add("Location", to);
    answer(exchange, 302, "");
  }

  private static void error(HttpExchange exchange, String reason) throws IOException {
    answer(exchange, 200, json(Map.of("status", "ERROR", "reason", reason)));
  }

  private static String json(Map<String, Object> answer) {
    return JsonMapper.shared().writeValueAsString(answer);
  }

  private static String last(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static KeyStore certificate()
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = Files.createTempDirectory("wallet-service").resolve("server.p12");
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + HOST,
                "-ext",
                "san=dns:%s,dns:%s".formatted(HOST, OTHER),
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

  private static SSLContext context(KeyStore store, boolean isServers)
      throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    if (isServers) {
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, PASSWORD.toCharArray());
      context.init(keys.getKeyManagers(), null, null);
      return context;
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", store.getCertificate("server"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
