package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aureus.books.Books;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.SpendingPolicy;
import io.aureus.ledger.Account;
import io.aureus.money.Amount;
import io.aureus.payouts.Doubts;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutHold;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.RestoredPayouts;
import io.aureus.testing.EvmNode;
import io.aureus.testing.SimulatedNode;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Payouts that a back-up brought, and what the machine before did with them since; on the simulated
 * node. After each story the books equal the chain.
 */
class SimulatedDoubtsTest extends PayoutStories {
  private static final String OPERATOR = "person:1";
  private static final int DEEP = Town.DEPTH + 64;

  @Override
  EvmNode node(long chainId) {
    return SimulatedNode.start(chainId, Clock.systemUTC());
  }

  /** What the machine before paid was rightly told as a difference until it was booked. */
  @AfterEach
  @Override
  void theBooksAgreeWithTheChain() {
    Books books = town().gateway().bean(Books.class);
    long head = town().node().head();
    awaitTrue(
        () ->
            books.compared().stream()
                .filter(one -> one.asset().chain().code().equals("ETH"))
                .allMatch(one -> one.block() == head && one.difference().isZero()));
    jdbc().sql("delete from book_difference").update();
    super.theBooksAgreeWithTheChain();
  }

  @BeforeAll
  void earnSomething() {
    earn("ETH", "1000");
    earn("USDC-ERC20", "100");
    // The simulated node gives who pays what he lacks, which no book would know.
    town().node().payToken(town().contract("USDC-ERC20"), hot(), BigInteger.valueOf(5_000_000));
    town().mineToDepth();
  }

  @Test
  void whatTheMachineBeforePaidIsBookedOnceItsTransactionIsNamed() {
    Payout held = restored("ETH", "0.01", receiver());
    String hash = paidByTheMachineBefore(held, "ETH");
    refusedWith(hash, () -> doubts().release(held.id(), OPERATOR));
    refusedWith(hash, () -> doubts().takeBack(held.id(), OPERATOR, ""));
    refusedWith("deep", () -> doubts().paidBy(held.id(), hash, OPERATOR));
    mineDeep();
    Payout paid =
        doubts()
            .paidBy(
                held.id(), hash.toUpperCase(java.util.Locale.ROOT).replace("0X", "0x"), OPERATOR);
    assertThat(paid.state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(paid.txHash()).isEqualTo(hash);
    assertThat(paid.spent()).isNotNull();
    assertThat(reserved("ETH")).isZero();
    assertThat(held("ETH", held.destination())).isEqualTo(held.amount().units());
    assertThat(signedTransactions(held.id())).isZero();
    assertThat(events(held)).contains("payout.seen", "payout.confirmed");
    assertThat(audited(held)).contains("payout found paid");
    refusedWith("nothing of it is in doubt", () -> doubts().release(held.id(), OPERATOR));
  }

  @Test
  void aTokenThatTheMachineBeforePaidIsBookedToo() {
    Payout held = restored("USDC-ERC20", "2", receiver());
    String hash = paidByTheMachineBefore(held, town().contract("USDC-ERC20"));
    refusedWith(hash, () -> doubts().takeBack(held.id(), OPERATOR, ""));
    mineDeep();
    assertThat(doubts().paidBy(held.id(), hash, OPERATOR).state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(reserved("USDC-ERC20")).isZero();
  }

  @Test
  void oneTransactionPaysOnePayoutAndTheOtherGoesOut() {
    String receiver = receiver();
    Payout first = restored("ETH", "0.02", receiver);
    Payout second = restored("ETH", "0.02", receiver);
    String hash = paidByTheMachineBefore(first, "ETH");
    mineDeep();
    refusedWith(hash, () -> doubts().release(second.id(), OPERATOR));
    doubts().paidBy(first.id(), hash, OPERATOR);
    refusedWith("another payout's", () -> doubts().paidBy(second.id(), hash, OPERATOR));
    doubts().release(second.id(), OPERATOR);
    Payout paid = mineUntil(second.id(), PayoutState.CONFIRMED);
    mineDeep();
    Payout third = restored("ETH", "0.02", receiver);
    String known = String.valueOf(paid.txHash());
    refusedWith("another payout's", () -> doubts().paidBy(third.id(), known, OPERATOR));
    doubts().takeBack(third.id(), OPERATOR, "");
    assertThat(held("ETH", receiver))
        .isEqualTo(first.amount().units().add(second.amount().units()));
  }

  @Test
  void whatWasNeverPaidIsTakenBackByTheOperatorAlone() {
    Amount before = balance("ETH", Account.Kind.AVAILABLE);
    Payout held = restored("ETH", "0.03", receiver());
    for (String who : List.of("token:1", "person:1", "key:7")) {
      assertThatThrownBy(() -> payouts().cancel(held.id(), who, ""))
          .isInstanceOfSatisfying(
              Refusal.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN))
          .hasMessageContaining("Only the operator of this gateway can settle it");
      assertThatThrownBy(() -> payouts().approve(held.id(), who))
          .hasMessageContaining("Only the operator of this gateway can settle it");
    }
    assertThat(doubts().open()).extracting(Payout::id).contains(held.id());
    doubts().takeBack(held.id(), OPERATOR, "asked for twice");
    assertThat(payouts().find(held.id()).orElseThrow().state()).isEqualTo(PayoutState.CANCELLED);
    assertThat(balance("ETH", Account.Kind.AVAILABLE)).isEqualTo(before);
    assertThat(audited(held)).contains("payout cancelled");
  }

  @Test
  void whileATransactionWaitsThatIsNotKnownHereNothingIsReleased() {
    Payout first = restored("ETH", "0.04", receiver());
    Payout second = restored("ETH", "0.05", receiver());
    String hash = pay(first, "ETH");
    for (int depth = 0; depth < Town.DEPTH; depth++) {
      refusedWith("not known here", () -> doubts().release(second.id(), OPERATOR));
      refusedWith("not known here", () -> doubts().takeBack(second.id(), OPERATOR, ""));
      town().mine(1);
      read();
    }
    doubts().release(second.id(), OPERATOR);
    mineUntil(second.id(), PayoutState.CONFIRMED);
    mineDeep();
    doubts().paidBy(first.id(), hash, OPERATOR);
  }

  @Test
  void whatIsPaidAfterItsReleaseIsHeldAgainBeforeItIsBuilt() {
    Payout held = restored("ETH", "0.06", receiver());
    policy().setKillSwitch(true, "a test", OPERATOR);
    String hash;
    try {
      doubts().release(held.id(), OPERATOR);
      assertThat(audited(held)).contains("payout released");
      refusedWith("Only the operator", () -> payouts().cancel(held.id(), "token:1", ""));
      hash = paidByTheMachineBefore(held, "ETH");
      awaitTrue(() -> find(held).hold() == PayoutHold.RESTORED);
    } finally {
      policy().setKillSwitch(false, "", OPERATOR);
    }
    // The number that was used is seen at once; what it was used for, when its block was read.
    assertThat(find(held).holdReason()).containsAnyOf(hash, "not known here");
    mineDeep();
    assertThat(doubts().unexplained(held)).hasSize(1);
    doubts().paidBy(held.id(), hash, OPERATOR);
    assertThat(held("ETH", held.destination())).isEqualTo(held.amount().units());
    assertThat(signedTransactions(held.id())).isZero();
  }

  @Test
  void aTransactionThatDoesNotPayItIsRefusedWithWhatItDoes() {
    Payout held = restored("ETH", "0.07", receiver());
    String others = town().node().pay(held.destination(), held.amount().units());
    mineDeep();
    String nobody = "0x" + "5".repeat(64);
    refusedWith("does not pay 0.07 ETH", () -> doubts().paidBy(held.id(), others, OPERATOR));
    refusedWith("no block", () -> doubts().paidBy(held.id(), nobody, OPERATOR));
    refusedWith("64 hex digits", () -> doubts().paidBy(held.id(), "0x12", OPERATOR));
    assertThat(doubts().unexplained(held)).isEmpty();
    doubts().takeBack(held.id(), OPERATOR, "");
  }

  /** The machine before had raised the fee: other bytes of the same number. */
  @Test
  void anUnclearOneThatTheMachineBeforePaidIsBookedAndNotGivenUp() {
    Payout asked = withdraw("ETH", "0.08", receiver());
    mineUntilOffered(asked.id());
    ((SimulatedNode) town().node()).drop(find(asked).txHash());
    String hash = paidByTheMachineBefore(asked, "ETH");
    awaitTrue(() -> find(asked).holdReason().contains("is not ours"));
    refusedWith(hash, () -> doubts().giveUp(asked.id(), OPERATOR));
    refusedWith("only the chain decides", () -> doubts().release(asked.id(), OPERATOR));
    refusedWith("only the chain decides", () -> doubts().takeBack(asked.id(), OPERATOR, ""));
    mineDeep();
    Payout paid = doubts().paidBy(asked.id(), hash, OPERATOR);
    assertThat(paid.state()).isEqualTo(PayoutState.CONFIRMED);
    assertThat(reserved("ETH")).isZero();
  }

  /** As a restore leaves what was not signed. */
  private Payout restored(String asset, String amount, String receiver) {
    policy().setKillSwitch(true, "a test", OPERATOR);
    try {
      Payout asked = withdraw(asset, amount, receiver);
      RestoredPayouts.hold(jdbc(), Instant.now(), Instant.now());
      assertThat(find(asked).hold()).isEqualTo(PayoutHold.RESTORED);
      return find(asked);
    } finally {
      policy().setKillSwitch(false, "", OPERATOR);
    }
  }

  /** Mined to the depth that is final, and read. */
  private String paidByTheMachineBefore(Payout payout, String asset) {
    String hash = pay(payout, asset);
    town().mineToDepth();
    read();
    return hash;
  }

  /** From the hot address, which has the same key there. */
  private String pay(Payout payout, String asset) {
    Map<String, Object> payment = new HashMap<>();
    payment.put("from", hot());
    payment.put("to", payout.destination());
    payment.put("units", payout.amount().units().toString());
    payment.put("asset", asset.equals("ETH") ? "native" : asset);
    return ((SimulatedNode) town().node()).control("sim_pay", payment);
  }

  private void mineDeep() {
    town().mine(DEEP);
    read();
  }

  /** Where a block is still to be read, it is asked again, as the words say. */
  private static void refusedWith(String words, Runnable deed) {
    awaitTrue(() -> !refusal(deed).getMessage().contains("before this can be said"));
    assertThat(refusal(deed)).hasMessageContaining(words);
  }

  private static Refusal refusal(Runnable deed) {
    return catchThrowableOfType(Refusal.class, deed::run);
  }

  private List<String> events(Payout payout) {
    return texts("select type from event where payout_id::text = ? order by seq", payout.id());
  }

  private List<String> audited(Payout payout) {
    return texts(
        "select deed from audit_entry where subject = 'payout:' || ? and actor = '%s'"
            .formatted(OPERATOR),
        payout.id());
  }

  private List<String> texts(String sql, PayoutId id) {
    return jdbc().sql(sql).param(id.value()).query(String.class).list();
  }

  private BigInteger reserved(String asset) {
    return balance(asset, Account.Kind.RESERVED).units();
  }

  private Payout find(Payout payout) {
    return payouts().find(payout.id()).orElseThrow();
  }

  private JdbcClient jdbc() {
    return town().database().jdbc();
  }

  private Doubts doubts() {
    return town().gateway().bean(Doubts.class);
  }

  private SpendingPolicy policy() {
    return town().gateway().bean(SpendingPolicy.class);
  }
}
