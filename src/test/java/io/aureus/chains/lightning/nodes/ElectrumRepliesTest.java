package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceTerms;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.lightning.SentPayment.Failed;
import io.aureus.chains.lightning.SentPayment.InFlight;
import io.aureus.chains.lightning.SentPayment.Paid;
import io.aureus.chains.lightning.SentPayment.Unknown;
import io.aureus.chains.lightning.Settlements;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.chains.nodes.RpcEndpoint;
import io.aureus.sandbox.LightningKey;
import io.aureus.testing.AdjustableClock;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Electrum's answers mean, and that none is taken for more than it says. */
class ElectrumRepliesTest {
  private static final String PREIMAGE = Sample.PREIMAGE;
  private static final String HASH = Sample.hash();
  private static final long AMOUNT = 100_000_000;
  private static final long CAP = 1_000_000;
  private static final String NOT_FOUND = "Request not found";

  private final ElectrumReplies daemon = new ElectrumReplies();
  private final AdjustableClock clock = new AdjustableClock(Instant.EPOCH);
  private LightningNode node;

  @BeforeEach
  void start() {
    RpcEndpoint.Bounds bounds = new RpcEndpoint.Bounds(Duration.ofSeconds(5), 1_000_000);
    node =
        LightningNodes.ELECTRUM.at(
            new NodeAccess(
                daemon.uri(),
                "",
                "user:password-of-it",
                LightningNetwork.REGTEST,
                bounds,
                NodeAccess.Waits.USUAL,
                clock));
    daemon.says("lightning_history", "[]");
    daemon.says("list_channels", "[]");
    daemon.refuses("get_invoice", NOT_FOUND);
    daemon.refuses("get_request", NOT_FOUND);
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  /** Far away, it is asked for one payment after another: what was checked by then is told. */
  @Test
  void aLongHistoryIsReadAPartAtATime() throws NodeFailure {
    List<String> history = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      history.add(
          ("{'type':'payment','payment_hash':'%064x','preimage':'%s','direction':1,"
                  + "'amount_msat':1000,'fee_msat':null,'timestamp':%d}")
              .formatted(i, PREIMAGE, 1_000_000 + i));
    }
    daemon.says("lightning_history", history.toString());
    daemon.lookingUp = Duration.ofMillis(50);
    Settlements.Page first = node.after(Settlements.START);
    assertThat(first.isLast()).isFalse();
    assertThat(first.invoices()).hasSizeBetween(1, 150);
    daemon.lookingUp = Duration.ZERO;
    Settlements.Page next = node.after(first.next());
    assertThat(next.invoices().getFirst().paymentHash())
        .isEqualTo("%064x".formatted(first.invoices().size() + 1));
  }

  @ParameterizedTest
  @CsvSource({"0,true", "1,true", "5,true", "3,false", "4,false", "7,false"})
  void onlyWhatHasStoppedHasFailed(int status, boolean hasFailed) throws NodeFailure {
    daemon.says("get_invoice", "{'status': %d}".formatted(status));
    assertThat(fate()).isInstanceOf(hasFailed ? Failed.class : InFlight.class);
  }

  @Test
  void nothingHasFailedWhileAnyChannelHasSomethingOut() throws NodeFailure {
    daemon.says("get_invoice", "{'status': 5}");
    daemon.says("list_channels", "[" + channel("FORCE_CLOSING", 1) + "]");
    assertThat(fate()).isInstanceOf(InFlight.class);
    daemon.says("list_channels", "[" + channel("OPEN", 0) + "," + channel("REDEEMED", 1) + "]");
    assertThat(fate()).isInstanceOf(Failed.class);
  }

  @Test
  void aPaymentIsPaidOnceAllOfItsPartsAre() throws NodeFailure {
    daemon.says("get_invoice", "{'status': 4}");
    daemon.says("lightning_history", "[" + payment(0, -60_000, "-40000") + "]");
    assertThat(fate()).isInstanceOf(InFlight.class);
    daemon.says("get_invoice", "{'status': 3}");
    assertThat(fate()).isInstanceOf(InFlight.class);
    daemon.says("lightning_history", "[" + payment(0, -100_007, "7") + "]");
    assertThat(fate()).isEqualTo(new Paid(PREIMAGE, 7));
    daemon.refuses("get_invoice", NOT_FOUND);
    assertThat(fate()).isEqualTo(new Paid(PREIMAGE, 7));
    daemon.says("lightning_history", "[" + payment(1, 100_000, "null") + "]");
    assertThat(fate()).isInstanceOf(Unknown.class);
  }

  @Test
  void whatCameIsToldOnceAllOfItsPartsAreHere() throws NodeFailure {
    daemon.says("get_request", "{'amount_msat': 100000}");
    daemon.says("lightning_history", "[" + payment(1, 60_000, "null") + "]");
    assertThat(node.after(Settlements.START).invoices()).isEmpty();
    String next = node.after(Settlements.START).next();
    daemon.says(
        "lightning_history",
        "[%s, {'type': 'channel_opening'}]".formatted(payment(1, 100_000, "null")));
    assertThat(node.after(next).invoices())
        .singleElement()
        .satisfies(each -> assertThat(each.millisatoshi()).isEqualTo(100_000));
    daemon.says("lightning_history", "[" + payment(3, 100_000, "null") + "]");
    assertThat(node.after(Settlements.START).invoices()).isEmpty();
  }

  @Test
  void aRefusalIsOneWhereTheRecordKnowsOfNothing() throws NodeFailure {
    daemon.refuses("lnpay", "This invoice has expired");
    assertFails(this::pay, Kind.REFUSED);
    daemon.refuses("lnpay", "something broke on the way");
    daemon.says("get_invoice", "{'status': 0}");
    assertThat(pay()).isInstanceOf(Failed.class);
    daemon.says("list_channels", "[" + channel("OPEN", 1) + "]");
    long asked = daemon.asked("lnpay");
    assertThat(pay()).isInstanceOf(InFlight.class);
    assertThat(daemon.asked("lnpay")).isEqualTo(asked);
  }

  @Test
  void aLostAnswerLeavesTheFateOpen() {
    daemon.loses("lnpay");
    assertFails(this::pay, Kind.UNREACHABLE);
    daemon.says("get_invoice", "{'status': 5}");
    assertFails(this::pay, Kind.UNREACHABLE);
    daemon.says("lnpay", "'yes'");
    assertFails(this::pay, Kind.MALFORMED);
    daemon.refuses("lightning_history", "no");
    assertFails(this::pay, Kind.MALFORMED);
    assertFails(() -> node.sent(HASH), Kind.MALFORMED);
  }

  @Test
  void itIsInDoubtForAMomentWhetherAnOrderIsOnItsWay() throws NodeFailure {
    assertThat(node.sent(HASH)).isInstanceOf(InFlight.class);
    clock.advance(Duration.ofSeconds(29));
    assertThat(node.sent(HASH)).isInstanceOf(InFlight.class);
    clock.advance(Duration.ofSeconds(1));
    assertThat(node.sent(HASH)).isInstanceOf(Unknown.class);
    daemon.loses("lnpay");
    assertFails(this::pay, Kind.UNREACHABLE);
    assertThat(node.sent(HASH)).isInstanceOf(InFlight.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "'7'", "null", "true", "9223372036854775808", "1e3", "{}"})
  void aNumberThatIsNoneIsNotRead(String number) {
    String odd = payment(1, 42, "null").replace("42", number);
    daemon.says("lightning_history", "[" + odd + "]");
    assertFails(() -> node.after(Settlements.START), Kind.MALFORMED);
    daemon.says("list_channels", "[" + channel("OPEN", 42).replace("42", number) + "]");
    assertFails(() -> node.funds(), Kind.MALFORMED);
  }

  @Test
  void fundsAreExact() throws NodeFailure {
    daemon.says("list_channels", "[" + channel("OPEN", 9) + ", {'type': 'BACKUP'}]");
    daemon.says("getbalance", "{'confirmed': '1E-8', 'lightning': '0.00100000001'}");
    assertThat(node.funds().local()).isEqualTo(100_000_001);
    assertThat(node.funds().onChain()).isEqualTo(1);
    assertThat(node.funds().spendable()).isEqualTo((100_000 - 9 - 1_000) * 1_000);
    assertThat(node.funds().receivable()).isEqualTo((50_000 - 500) * 1_000);
    daemon.says("getbalance", "{'confirmed': '0'}");
    assertThat(node.funds().local()).isZero();
    daemon.says("getbalance", "{'confirmed': '0', 'lightning': '0.000000000001'}");
    assertFails(() -> node.funds(), Kind.MALFORMED);
    daemon.says("getbalance", "{'confirmed': '1E999999999'}");
    assertFails(() -> node.funds(), Kind.MALFORMED);
  }

  @Test
  void aDaemonWithoutItsWalletIsNotThereYet() {
    daemon.refuses("lightning_history", "wallet not loaded");
    assertFails(() -> node.after(Settlements.START), Kind.UNREACHABLE);
    assertFails(() -> node.sent(HASH), Kind.UNREACHABLE);
    daemon.refuses("getinfo", "no such user:password-of-it");
    assertThatThrownBy(() -> node.identity())
        .hasMessageContaining("no such")
        .hasMessageNotContaining("password-of-it");
  }

  /** Once there is no doubt any more. */
  private SentPayment fate() throws NodeFailure {
    node.sent(HASH);
    clock.advance(Duration.ofMinutes(1));
    return node.sent(HASH);
  }

  private SentPayment pay() throws NodeFailure {
    InvoiceTerms terms =
        InvoiceTerms.of(
            LightningNetwork.REGTEST,
            AMOUNT,
            Instant.ofEpochSecond(1_796_045_735),
            Duration.ofHours(1),
            HASH,
            "11".repeat(32),
            "a refund");
    LightningKey key = new LightningKey(BigInteger.TEN);
    Invoice invoice = Invoice.read(LightningNetwork.REGTEST, terms.signed(key::sign));
    return node.pay(invoice, AMOUNT, CAP);
  }

  private static void assertFails(ThrowingCallable call, Kind kind) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            NodeFailure.class, e -> assertThat(e.kind()).as(e.words()).isEqualTo(kind));
  }

  private static String payment(int direction, long millisatoshi, String fee) {
    return """
        {'type': 'payment', 'payment_hash': '%s', 'preimage': '%s', 'direction': %d, \
        'amount_msat': %d, 'fee_msat': %s, 'label': '', 'timestamp': 1796045735}\
        """
        .formatted(HASH, PREIMAGE, direction, millisatoshi, fee);
  }

  private static String channel(String state, long sent) {
    return """
        {'type': 'CHANNEL', 'state': '%s', 'peer_state': 'GOOD', 'local_balance': 100000, \
        'remote_balance': 50000, 'local_reserve': 1000, 'remote_reserve': 500, \
        'local_unsettled_sent': %d, 'remote_unsettled_sent': 0}\
        """
        .formatted(state, sent);
  }
}
