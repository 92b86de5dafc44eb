package io.aureus.merchants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Family B: signed requests, their vectors, and those who tamper with them. */
class SignatureTest {
  private static final String DATE = "2024-06-17T00:00:00.000Z";
  private static final Instant THEN = Instant.parse(DATE);
  private static final String VECTOR_SECRET = "test-secret-0000000000000000000A";
  private static final String VECTOR_TOKEN = "VECTORTOKEN0000000000";
  private static final String BODY =
      "{\"price\":100,\"currency\":\"USD\",\"succeed_url\":\"https://example.com/ok\"}";

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(THEN);
  private final TestMerchants node = new TestMerchants(database, clock);
  private final TestMerchants otherNode = new TestMerchants(database, clock);
  private final MerchantId shop;
  private final NewApiToken token;

  SignatureTest() {
    shop = node.newMerchant("Shop");
    token = node.credentials.createToken(shop, Scope.TOKEN);
  }

  @BeforeEach
  void aTokenWithTheSecretOfTheVectors() {
    Bytes sealed = node.store.seals().apiSecret(VECTOR_SECRET, VECTOR_TOKEN, shop);
    node.store
        .tokens()
        .add(
            new NewKeyRow(shop, "", "0000", Secrets.hash(VECTOR_TOKEN), sealed, Scope.TOKEN, THEN));
  }

  @AfterEach
  void close() {
    node.close();
    otherNode.close();
  }

  private static Sent vector(Sent request, String signature) {
    return request
        .with("API-Token", VECTOR_TOKEN)
        .with("Algorithm", "HMAC-SHA256")
        .with("Date", DATE)
        .with("Signature", signature);
  }

  @Test
  void acceptsTheVectorWithABody() {
    Sent request =
        vector(
                Sent.post("/api/order/pay-url", BODY),
                "IRqaa1TRtGBhVmMjpPeJM4h2k/FdFt+PAJytwEJBtk4=")
            .with("Body-MD5", "197fd42e2042256e0b9f40a4203cf93f");
    Caller caller = node.authentication.authenticate(request);
    assertThat(caller.merchant()).isEqualTo(shop);
    assertThat(caller.apiKeyId()).isNull();
    assertThat(caller.scopes()).isEqualTo(Scope.TOKEN);
    assertThat(caller.credential()).startsWith("token:");
  }

  @Test
  void acceptsTheVectorsWithoutABody() {
    String detail = "/api/v2/order/detail/20250207040935220628";
    Sent plain = vector(Sent.get(detail, ""), "fZ2wo57yTiI2C8m7AnOOsxGLN+QFa76AZEPlZHEL8Ms=");
    Sent query =
        vector(
            Sent.get("/api/v2/order/", "page=1&size=10"),
            "sF3JDhmjehYyO3gVxLoi9a8TceFH8akcna1BxxLqWKU=");
    assertThat(node.authentication.authenticate(plain).merchant()).isEqualTo(shop);
    assertThat(node.authentication.authenticate(query).merchant()).isEqualTo(shop);
    // C2 sends an empty Body-MD5 with a GET.
    Sent emptyDigest = plain.with("Body-MD5", "");
    assertThat(node.authentication.authenticate(emptyDigest).merchant()).isEqualTo(shop);
  }

  @Test
  void theVectorsAreWhatOpensslComputes() throws Exception {
    Optional<Path> openssl =
        Stream.of("/usr/bin/openssl", "/usr/local/bin/openssl", "/opt/homebrew/bin/openssl")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(openssl.isPresent(), "no openssl on this machine");
    Path program = openssl.orElseThrow();
    assertThat(
            opensslHmac(
                program,
                "HMAC-SHA256 | "
                    + DATE
                    + " | POST /api/order/pay-url | 197fd42e2042256e0b9f40a4203cf93f"))
        .isEqualTo("IRqaa1TRtGBhVmMjpPeJM4h2k/FdFt+PAJytwEJBtk4=");
    assertThat(
            opensslHmac(
                program,
                "HMAC-SHA256 | " + DATE + " | GET /api/v2/order/detail/20250207040935220628"))
        .isEqualTo("fZ2wo57yTiI2C8m7AnOOsxGLN+QFa76AZEPlZHEL8Ms=");
    assertThat(
            opensslHmac(program, "HMAC-SHA256 | " + DATE + " | GET /api/v2/order/?page=1&size=10"))
        .isEqualTo("sF3JDhmjehYyO3gVxLoi9a8TceFH8akcna1BxxLqWKU=");
    assertThat(Sent.md5(BODY)).isEqualTo("197fd42e2042256e0b9f40a4203cf93f");
  }

  @Test
  void acceptsASignatureOfThePathAlone() {
    Sent request = Sent.get("/api/v2/order/", "page=1&size=10");
    accepts(request.signedFor("/api/v2/order/", token.token(), token.secret(), DATE));
  }

  @Test
  void acceptsTheLongFormOfAnEmptyBody() {
    String digest = Sent.md5("");
    String toSign = "HMAC-SHA256 | " + DATE + " | POST /api/v2/order/refund/1 | " + digest;
    Sent request =
        Sent.post("/api/v2/order/refund/1", "")
            .signed(token.token(), token.secret(), DATE)
            .with("Body-MD5", digest)
            .with("Signature", Sent.hmac(token.secret(), toSign));
    accepts(request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2024-06-17T00:00:00Z", "2024-06-17T00:00:00.5Z", "2024-06-17T02:00:00+02:00"})
  void takesTheDateVerbatimInEachIsoForm(String date) {
    accepts(Sent.post("/p", BODY).signed(token.token(), token.secret(), date));
  }

  @Test
  void takesHeadersInAnySpelling() {
    Sent signed = Sent.post("/p", BODY).signed(token.token(), token.secret(), DATE);
    for (boolean upper : List.of(true, false)) {
      Sent folded = Sent.post("/p", BODY);
      for (var header : signed.headers().entrySet()) {
        String name = header.getKey();
        folded =
            folded.with(
                upper ? name.toUpperCase(Locale.ROOT) : name.toLowerCase(Locale.ROOT),
                header.getValue());
      }
      if (upper) {
        accepts(folded);
      } else {
        refuses(folded, "came before");
      }
    }
  }

  @Test
  void refusesARepeatedSignedPostOnEveryNode() {
    Sent post = Sent.post("/api/order/pay-url", BODY).signed(token.token(), token.secret(), DATE);
    accepts(post);
    refuses(post, "came before");
    assertThatThrownBy(() -> otherNode.authentication.authenticate(post))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("came before");
    clock.advance(Duration.ofMinutes(5));
    refuses(post, "came before");
    accepts(
        Sent.post("/api/order/pay-url", BODY)
            .signed(token.token(), token.secret(), "2024-06-17T00:05:00.000Z"));
  }

  @Test
  void aRepeatWithAnotherQueryIsARepeat() {
    Sent post = Sent.post("/p", BODY).signed(token.token(), token.secret(), DATE);
    accepts(post);
    refuses(new Sent("POST", "/p", "a=1", post.headers(), BODY), "came before");
  }

  @Test
  void ofFiftySimultaneousRepeatsOneIsAccepted() throws Exception {
    Sent post = Sent.post("/p", BODY).signed(token.token(), token.secret(), DATE);
    int accepted = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        Authentication one = i % 2 == 0 ? node.authentication : otherNode.authentication;
        answers.add(threads.submit(() -> isAccepted(one, post)));
      }
      for (Future<Boolean> answer : answers) {
        accepted += answer.get() ? 1 : 0;
      }
    }
    assertThat(accepted).isEqualTo(1);
  }

  @Test
  void aReadMayBeRepeated() {
    Sent get = Sent.get("/api/v2/order/", "").signed(token.token(), token.secret(), DATE);
    accepts(get);
    accepts(get);
  }

  @Test
  void theMemoryOfSignaturesIsEmptiedOnlyWhenNoRepeatCouldBeAccepted() {
    Sent post = Sent.post("/p", BODY).signed(token.token(), token.secret(), DATE);
    accepts(post);
    // Nodes whose clocks are wrong by as much as half an hour forget nothing too soon.
    for (int minutes = -30; minutes < 60; minutes += 5) {
      node.used.forgetBefore(THEN.plus(Duration.ofMinutes(minutes)));
    }
    assertThat(remembered()).isEqualTo(1);
    node.used.forgetBefore(THEN.plus(Duration.ofMinutes(60)));
    assertThat(remembered()).isZero();
  }

  @Test
  void refusesADateOutsideTheWindowAndSaysWhatTimeItIs() {
    for (String date : List.of("2024-06-16T23:54:59Z", "2024-06-17T00:05:01Z")) {
      refuses(
          Sent.post("/p", BODY).signed(token.token(), token.secret(), date),
          "our clock, which says 2024-06-17T00:00:00Z");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mon, 17 Jun 2024 00:00:00 GMT",
        "2024-06-17",
        "1718582400",
        "2024-06-17T00:00:00"
      })
  void refusesADateThatIsNotIsoWithAZone(String date) {
    refuses(Sent.post("/p", BODY).signed(token.token(), token.secret(), date), "Date must be ISO");
  }

  @Test
  void refusesASwappedDate() {
    Sent signed = Sent.post("/p", BODY).signed(token.token(), token.secret(), DATE);
    refuses(signed.with("Date", "2024-06-17T00:00:01.000Z"), "does not belong");
    // The same moment in other words is another text.
    refuses(signed.with("Date", "2024-06-17T00:00:00Z"), "does not belong");
  }

  @Test
  void refusesATamperedBody() {
    Sent signed = Sent.post("/p", BODY).signed(token.token(), token.secret(), DATE);
    String dearer = BODY.replace("100", "999");
    Sent tampered = new Sent("POST", "/p", "", signed.headers(), dearer);
    refuses(tampered, "Body-MD5 must be");
    refuses(tampered.with("Body-MD5", Sent.md5(dearer)), "does not belong");
    refuses(tampered.without("Body-MD5"), "Body-MD5 is missing");
    refuses(tampered.with("Body-MD5", ""), "Body-MD5 is missing");
    accepts(signed);
  }

  @Test
  void refusesABodyAddedToASignedEmptyOne() {
    Sent signed = Sent.post("/p", "").signed(token.token(), token.secret(), DATE);
    Sent stuffed = new Sent("POST", "/p", "", signed.headers(), BODY);
    refuses(stuffed, "Body-MD5 is missing");
    refuses(stuffed.with("Body-MD5", Sent.md5(BODY)), "does not belong");
  }

  @Test
  void refusesAnotherMethodOrPath() {
    Sent signed = Sent.get("/api/v2/order/1", "").signed(token.token(), token.secret(), DATE);
    refuses(new Sent("DELETE", "/api/v2/order/1", "", signed.headers(), ""), "does not belong");
    refuses(new Sent("GET", "/api/v2/order/2", "", signed.headers(), ""), "does not belong");
    refuses(new Sent("GET", "/API/v2/order/1", "", signed.headers(), ""), "does not belong");
    Sent query = Sent.get("/api/v2/order/", "page=1").signed(token.token(), token.secret(), DATE);
    refuses(new Sent("GET", "/api/v2/order/", "page=2", query.headers(), ""), "does not belong");
  }

  @Test
  void refusesOtherSpellingsOfASignature() {
    Sent signed = Sent.post("/p", BODY).signed(token.token(), token.secret(), DATE);
    String signature = signed.header("Signature").orElseThrow();
    // The last character of 32 bytes in Base64 carries two bits that mean nothing.
    String last = signature.substring(42, 43);
    String twin = String.valueOf((char) (last.charAt(0) + 1));
    refuses(signed.with("Signature", signature.substring(0, 42) + twin + "="), "does not belong");
    refuses(signed.with("Signature", signature.substring(0, 43)), "does not belong");
    refuses(signed.with("Signature", signature.toLowerCase(Locale.ROOT)), "does not belong");
  }

  @Test
  void unknownRevokedAndWrongAreRefusedInTheSameWords() {
    NewApiToken revoked = node.credentials.createToken(shop, Scope.TOKEN);
    node.credentials.revokeToken(shop, revoked.id());
    MerchantId otherShop = node.newMerchant("Other");
    NewApiToken foreign = node.credentials.createToken(otherShop, Scope.TOKEN);
    List<Sent> wrong =
        List.of(
            Sent.post("/p", BODY).signed("NOSUCHTOKEN0000000000", token.secret(), DATE),
            Sent.post("/p", BODY).signed(revoked.token(), revoked.secret(), DATE),
            Sent.post("/p", BODY).signed(token.token(), foreign.secret(), DATE),
            Sent.post("/p", BODY).signed("NOSUCHTOKEN0000000000", "\0".repeat(32), DATE),
            Sent.post("/p", BODY).with("API-Key", "no-such-key"));
    List<String> words = new ArrayList<>();
    for (Sent request : wrong) {
      assertThatThrownBy(() -> node.authentication.authenticate(request))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> {
                assertThat(refusal.code()).isEqualTo(ErrorCode.UNAUTHORIZED);
                words.add(refusal.words());
              });
    }
    assertThat(words).hasSize(5);
    assertThat(words).containsOnly(words.getFirst());
  }

  @Test
  void namesTheHeaderThatIsMissing() {
    Sent signed = Sent.post("/p", BODY).signed(token.token(), token.secret(), DATE);
    for (String name : List.of("API-Token", "Algorithm", "Date")) {
      refuses(signed.without(name), name + " is missing");
    }
    refuses(signed.with("Algorithm", "HMAC-MD5"), "Algorithm must be HMAC-SHA256");
    refuses(signed.with("Signature", " "), "Signature is missing");
    refuses(signed.without("Signature"), "send an API-Key header");
  }

  @Test
  void aSignatureDecidesWhereAKeyComesToo() {
    NewApiKey key = node.credentials.createKey(shop, "AURPAY", Scope.KEY);
    Sent signed = Sent.get("/p", "").signed(token.token(), token.secret(), DATE);
    assertThat(node.authentication.authenticate(signed.with("API-Key", key.key())).apiKeyId())
        .isNull();
    refuses(signed.with("API-Key", key.key()).with("Signature", "AAAA"), "does not belong");
  }

  @Test
  void aRotatedTokenWorksForTheOverlapAndNoLonger() {
    NewApiToken next = node.credentials.rotateToken(shop, token.id(), Duration.ofMinutes(2));
    accepts(Sent.get("/p", "").signed(token.token(), token.secret(), DATE));
    accepts(Sent.get("/p", "").signed(next.token(), next.secret(), DATE));
    clock.advance(Duration.ofMinutes(2));
    refuses(Sent.get("/p", "").signed(token.token(), token.secret(), DATE), "does not belong");
    accepts(Sent.get("/p", "").signed(next.token(), next.secret(), DATE));
  }

  private void accepts(Sent request) {
    assertThat(node.authentication.authenticate(request).merchant()).isEqualTo(shop);
  }

  private void refuses(Sent request, String words) {
    assertThatThrownBy(() -> node.authentication.authenticate(request))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAUTHORIZED))
        .hasMessageContaining(words);
  }

  private static boolean isAccepted(Authentication authentication, Sent request) {
    try {
      authentication.authenticate(request);
      return true;
    } catch (Refusal e) {
      return false;
    }
  }

  private int remembered() {
    return node.jdbc.sql("select count(*) from used_signature").query(Integer.class).single();
  }

  private static String opensslHmac(Path openssl, String text)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(openssl.toString(), "dgst", "-sha256", "-hmac", VECTOR_SECRET, "-binary")
            .start();
    try (var in = process.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    }
    byte[] mac = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    return Base64.getEncoder().encodeToString(mac);
  }
}
