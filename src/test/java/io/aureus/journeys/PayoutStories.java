package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.callbacks.EventFeed;
import io.aureus.chains.AccountNetwork;
import io.aureus.keys.Signer;
import io.aureus.ledger.Account;
import io.aureus.ledger.Ledger;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutState;
import io.aureus.payouts.PayoutWish;
import io.aureus.payouts.Payouts;
import io.aureus.testing.EvmNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A town whose merchant earns and pays out; the invariants are checked after each story. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PayoutStories {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);

  private final AtomicInteger receivers = new AtomicInteger();
  private Town town;

  /** A node of the kind that is tested, with this chain id. */
  abstract EvmNode node(long chainId);

  /** What its gateway is told beside what all are. */
  Map<String, Object> settings() {
    return Map.of();
  }

  /** Beans of the story's own, by name. */
  Map<String, Object> parts() {
    return Map.of();
  }

  @BeforeAll
  void open() {
    town = new Town(this::node, settings(), parts());
    town.mine(1);
    awaitTrue(
        () ->
            town.database()
                    .jdbc()
                    .sql("select count(*) from watched_address where shown = ?")
                    .param(hot())
                    .query(Long.class)
                    .single()
                == 1);
    fund();
    town.mineToDepth();
    town.mineOtherToDepth();
    awaitTrue(() -> gasIsKnown("ETH"));
  }

  /** Gives the hot address what pays for gas. */
  void fund() {
    town.node().pay(hot(), ETHER.multiply(BigInteger.TEN));
  }

  @AfterAll
  void close() {
    if (town != null) {
      town.close();
    }
  }

  @AfterEach
  void theBooksAgreeWithTheChain() {
    town.mustBalance();
  }

  final Town town() {
    return town;
  }

  final void earn(String asset, String price) {
    Story story = town.order(asset, price);
    story.pay(story.due());
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
  }

  final Payout withdraw(String asset, String amount, String receiver) {
    return payouts().request(wish(asset, amount, receiver, null));
  }

  final PayoutWish wish(String asset, String amount, String receiver, String reference) {
    return wish(Amount.ofDecimal(asset(asset), new BigDecimal(amount)), receiver, reference);
  }

  final PayoutWish wish(Amount amount, String receiver, String reference) {
    return new PayoutWish(
        town.merchant(),
        PayoutKind.WITHDRAWAL,
        amount,
        receiver,
        false,
        null,
        reference,
        null,
        "token:1");
  }

  /** An address that nobody has used. */
  final String receiver() {
    return "0x%040x".formatted(0x5eed0000L + receivers.incrementAndGet());
  }

  final void mineUntilOffered(PayoutId id) {
    awaitTrue(
        () -> {
          PayoutState state = payouts().find(id).orElseThrow().state();
          if (state == PayoutState.HELD) {
            town.mine(1);
            pause(300);
          }
          return state == PayoutState.BROADCASTING;
        });
  }

  /** Also for the fees of the stories that follow. */
  final void gasIsCheapAgain() {
    town.node().baseFee(BigInteger.TEN.pow(9));
    town.mine(1);
    awaitTrue(
        () ->
            town.database()
                .jdbc()
                .sql("select base < 10000000000 from gas_price where chain = 'ETH'")
                .query(Boolean.class)
                .single());
  }

  /** What the merchant was told of it, in order. */
  final List<String> events(PayoutId id) {
    EventFeed feed = town.gateway().bean(EventFeed.class);
    List<String> types = new ArrayList<>();
    List<EventFeed.Event> some = feed.after(town.merchant(), "", 500);
    while (!some.isEmpty()) {
      some.stream()
          .filter(event -> id.value().equals(event.payoutId()))
          .forEach(event -> types.add(event.type()));
      some = feed.after(town.merchant(), some.getLast().cursor(), 500);
    }
    return types;
  }

  final long signedTransactions(PayoutId id) {
    return town.database()
        .jdbc()
        .sql("select count(*) from payout_signed where payout_id = ?::uuid")
        .param(id.value())
        .query(Long.class)
        .single();
  }

  /** In how many places of its sender's row it was signed: of one place one is mined at most. */
  final long places(PayoutId id) {
    return town.database()
        .jdbc()
        .sql("select count(distinct nonce) from payout_signed where payout_id = ?::uuid")
        .param(id.value())
        .query(Long.class)
        .single();
  }

  final Payout mineUntil(PayoutId id, PayoutState state) {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      Payout payout = payouts().find(id).orElseThrow();
      if (payout.state() == state) {
        return payout;
      }
      assertThat(Instant.now()).as("payout %s, %s", payout, payouts().history(id)).isBefore(end);
      pause(300);
      town.mine(1);
    }
  }

  final void await(PayoutId id, PayoutState... states) {
    awaitTrue(() -> List.of(states).contains(payouts().find(id).orElseThrow().state()));
  }

  static void awaitTrue(java.util.function.BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      pause(50);
    }
  }

  /** Waits until all that is mined is read. */
  final void read() {
    long head = town.node().head();
    awaitTrue(
        () ->
            town.database()
                .jdbc()
                .sql("select number >= ? from chain_cursor where chain = 'ETH'")
                .param(head)
                .query(Boolean.class)
                .single());
  }

  private boolean gasIsKnown(String chain) {
    return town.database()
            .jdbc()
            .sql("select count(*) from gas_price where chain = ?")
            .param(chain)
            .query(Long.class)
            .single()
        == 1;
  }

  final Payouts payouts() {
    return town.gateway().bean(Payouts.class);
  }

  final Asset asset(String code) {
    return town.asset(code);
  }

  final String hot() {
    return town.gateway().bean(Signer.class).hotAddress("evm");
  }

  final BigInteger held(String asset, String address) {
    return town.gateway().bean(AccountNetwork.class).held(asset(asset), address);
  }

  final Amount balance(String asset, Account.Kind kind) {
    return town.gateway()
        .bean(Ledger.class)
        .balance(Account.of(town.merchant().value(), kind), asset(asset));
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
