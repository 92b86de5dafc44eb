package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.lightning.FallbackAddress;
import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceFeatures;
import io.aureus.chains.lightning.InvoiceTerms;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.RpcEndpoint;
import io.aureus.money.Sha256;
import io.aureus.sandbox.ClnOffer;
import io.aureus.sandbox.LightningKey;
import io.aureus.testing.AdjustableClock;
import java.math.BigInteger;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Invoices that nodes would have signed, and what nodes are asked with. */
final class Sample {
  static final LightningKey KEY = new LightningKey(BigInteger.valueOf(77));
  static final String PREIMAGE = "ab".repeat(32);
  static final String SECRET = "0201036c6e64secretmacaroon";
  static final InvoiceWish WISH =
      new InvoiceWish("order-17", 21_000_000, "Order 17", false, Duration.ofMinutes(15));

  static final NodeAccess.Waits WAITS =
      new NodeAccess.Waits(Duration.ofMillis(300), Duration.ofMillis(100), Duration.ofSeconds(1));

  private Sample() {}

  static String hash() {
    return Sha256.hex(HexFormat.of().parseHex(PREIMAGE));
  }

  /** Its hash as LND writes it. */
  static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  /** The first handshake of a process takes its time on a machine that has much to do. */
  static NodeAccess access(URI uri, String pin, Clock clock) {
    Duration patience = Duration.ofSeconds("https".equals(uri.getScheme()) ? 20 : 1);
    return new NodeAccess(
        uri,
        pin,
        SECRET,
        LightningNetwork.REGTEST,
        new RpcEndpoint.Bounds(patience, 100_000),
        WAITS,
        clock);
  }

  /** For what has to be told at once, whatever else the machine does. */
  static NodeAccess patient(URI uri, Clock clock) {
    return new NodeAccess(
        uri,
        "",
        SECRET,
        LightningNetwork.REGTEST,
        new RpcEndpoint.Bounds(Duration.ofSeconds(20), 100_000),
        new NodeAccess.Waits(Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofSeconds(1)),
        clock);
  }

  static String signed(InvoiceWish wish) {
    return signed(wish, LightningNetwork.REGTEST);
  }

  static String signed(InvoiceWish wish, LightningNetwork network) {
    return terms(wish, network, OptionalLong.of(wish.millisatoshi()), List.of()).signed(KEY::sign);
  }

  /** One that can be paid to an address as well. */
  static String payableOnTheChain(InvoiceWish wish) {
    List<FallbackAddress> fallbacks = List.of(new FallbackAddress(1, "33".repeat(32)));
    return terms(wish, LightningNetwork.REGTEST, OptionalLong.of(wish.millisatoshi()), fallbacks)
        .signed(KEY::sign);
  }

  /** As a node on the private network would hand it out. */
  static String offer(long millisatoshi, String description, long end) {
    return ClnOffer.of(KEY.node(), millisatoshi, description, end).text();
  }

  private static InvoiceTerms terms(
      InvoiceWish wish,
      LightningNetwork network,
      OptionalLong amount,
      List<FallbackAddress> fallbacks) {
    return new InvoiceTerms(
        network,
        amount,
        Instant.parse("2026-11-30T12:00:00Z"),
        wish.expiry(),
        hash(),
        "11".repeat(32),
        wish.isHashed() ? null : wish.description(),
        wish.isHashed() ? Sha256.hex(wish.description()) : null,
        InvoiceTerms.USUAL_DELTA,
        fallbacks,
        List.of(),
        InvoiceFeatures.usual(),
        null);
  }

  /** Somebody else's, which we are to pay. */
  static Invoice toPay() {
    return Invoice.read(LightningNetwork.REGTEST, signed(WISH));
  }

  /** One whose payer chooses the amount. */
  static Invoice toPayAnything() {
    InvoiceTerms terms = terms(WISH, LightningNetwork.REGTEST, OptionalLong.empty(), List.of());
    return Invoice.read(LightningNetwork.REGTEST, terms.signed(KEY::sign));
  }

  static InvoiceWish wish(long millisatoshi) {
    return new InvoiceWish(WISH.label(), millisatoshi, WISH.description(), false, WISH.expiry());
  }

  static InvoiceWish hashedWish() {
    return new InvoiceWish(WISH.label(), WISH.millisatoshi(), "A long story", true, WISH.expiry());
  }

  static AdjustableClock clock() {
    return new AdjustableClock(Instant.parse("2026-11-30T12:00:00Z"));
  }

  /** A failure of this kind, in words that hold no secret. */
  static void assertFails(ThrowingCallable question, NodeFailure.Kind kind, String... words) {
    assertThatThrownBy(question)
        .isInstanceOf(NodeFailure.class)
        .hasMessageNotContaining(SECRET)
        .satisfies(isOf(kind, words));
  }

  private static Consumer<Throwable> isOf(NodeFailure.Kind kind, String... words) {
    return failure -> {
      assertThat(((NodeFailure) failure).kind()).isEqualTo(kind);
      for (String some : words) {
        assertThat(((NodeFailure) failure).words()).contains(some);
      }
    };
  }
}
