package io.aureus.orders;

import static io.aureus.orders.Orders.ETH;
import static io.aureus.orders.Orders.NOON;
import static io.aureus.orders.Orders.USDT;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.errors.Refusal;
import io.aureus.ledger.Account;
import io.aureus.ledger.Entry;
import io.aureus.ledger.Posting;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random stories, each from its seed: what must hold after every step of all of them. */
class OrderWalkTest {
  private static final int STORIES = 400;
  private static final int STEPS = 25;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyStoryKeepsTheTableAndTheBooks(long seed) {
    Random random = new Random(seed);
    for (int story = 0; story < STORIES; story++) {
      tell(random);
    }
  }

  private static void tell(Random random) {
    Order order = random.nextBoolean() ? Orders.waiting() : Orders.choosing();
    Map<String, BigInteger> books = new HashMap<>();
    List<Milestone> announced = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      OrderFact fact = any(random, order);
      Outcome outcome;
      try {
        outcome = OrderLifecycle.apply(order, fact, NOON);
      } catch (Refusal refusal) {
        assertThat(fact)
            .as("only what a person asks for is refused")
            .isInstanceOfAny(
                OrderFact.CoinChosen.class,
                OrderFact.RemainderRequested.class,
                OrderFact.PaymentAccepted.class,
                OrderFact.RefundRequested.class,
                OrderFact.ClosedByHand.class);
        continue;
      }
      outcome.entries().forEach(entry -> book(books, entry));
      announced.addAll(outcome.milestones());
      checkMove(order, outcome);
      checkRefunds(order, outcome.order());
      order = outcome.order();
      checkBooks(order, books);
      checkPaid(order);
    }
    assertThat(announced.stream().filter(Milestone.SUCCEEDED::equals).count()).isLessThan(2);
    assertThat(announced.stream().filter(Milestone.TIMED_OUT::equals).count()).isLessThan(2);
    assertThat(announced.stream().filter(Milestone.REFUNDED::equals).count()).isLessThan(2);
  }

  private static void checkMove(Order before, Outcome outcome) {
    OrderState from = before.state();
    OrderState to = outcome.order().state();
    boolean isLegal = from == to || Transition.between(from, to).isPresent();
    assertThat(isLegal).as("%s to %s", from, to).isTrue();
  }

  private static void checkBooks(Order order, Map<String, BigInteger> books) {
    for (Asset asset : List.of(USDT, ETH)) {
      BigInteger confirmed = sum(order, asset, Payment.State.CONFIRMED);
      BigInteger seen = sum(order, asset, Payment.State.SEEN);
      assertThat(balance(books, Account.Kind.CUSTODY, asset)).isEqualTo(confirmed.negate());
      assertThat(balance(books, Account.Kind.PENDING, asset)).isEqualTo(seen);
      BigInteger owed =
          balance(books, Account.Kind.AVAILABLE, asset)
              .add(balance(books, Account.Kind.FEES, asset));
      assertThat(owed).isEqualTo(confirmed);
      assertThat(balance(books, Account.Kind.FEES, asset)).isEqualTo(fees(order, asset));
    }
  }

  private static BigInteger fees(Order order, Asset asset) {
    return order.payments().stream()
        .filter(payment -> payment.amount().asset().equals(asset))
        .filter(payment -> payment.state() == Payment.State.CONFIRMED)
        .map(payment -> payment.fee().units())
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** What paid it for sure, and nothing that came to another of its quotes. */
  private static void checkPaid(Order order) {
    if (order.state() != OrderState.PAID || Standing.paidForSure(order).isEmpty()) {
      return;
    }
    assertThat(order.payments())
        .filteredOn(payment -> payment.state().isLive() && payment.quoteNo() != 0)
        .extracting(payment -> order.quote(payment.quoteNo()).orElseThrow().root())
        .containsOnly(Standing.paidForSure(order).orElseThrow().no());
  }

  private static BigInteger sum(Order order, Asset asset, Payment.State state) {
    return order.payments().stream()
        .filter(payment -> payment.amount().asset().equals(asset) && payment.state() == state)
        .map(payment -> payment.amount().units())
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static BigInteger balance(Map<String, BigInteger> books, Account.Kind kind, Asset asset) {
    return books.getOrDefault(kind + asset.code(), BigInteger.ZERO);
  }

  private static void book(Map<String, BigInteger> books, Entry entry) {
    BigInteger sum = BigInteger.ZERO;
    for (Posting posting : entry.postings()) {
      sum = sum.add(posting.amount().units());
      books.merge(
          posting.account().kind() + posting.amount().asset().code(),
          posting.amount().units(),
          BigInteger::add);
    }
    assertThat(sum).as(entry.words()).isEqualTo(BigInteger.ZERO);
  }

  private static OrderFact any(Random random, Order order) {
    long known =
        order.payments().isEmpty()
            ? 0
            : order.payments().get(random.nextInt(order.payments().size())).transferId();
    int kind = known == 0 ? random.nextInt(4) : random.nextInt(14);
    return switch (kind) {
      case 0 -> new OrderFact.CoinChosen(quoteOf(order, random.nextBoolean() ? USDT : ETH, 0));
      case 1 -> new OrderFact.WindowEnded();
      case 2, 4 -> seen(random, order);
      case 3 -> random.nextInt(6) == 0 ? new OrderFact.ClosedByHand() : seen(random, order);
      case 5, 6 -> new OrderFact.PaymentConfirmed(known);
      case 7 -> new OrderFact.PaymentDropped(known);
      case 8 -> new OrderFact.PaymentReversed(known);
      case 9 -> new OrderFact.PaymentAccepted(order.known(known).id());
      case 10 -> remainder(order);
      default -> refund(random, order);
    };
  }

  /** Asks for a refund, or moves one that was asked for: also back from the end. */
  private static OrderFact refund(Random random, Order order) {
    int many = order.refunds().size();
    if (many == 0 || random.nextInt(3) == 0) {
      Asset asset = random.nextInt(4) == 0 ? ETH : USDT;
      return Orders.refund(
          many + 1L, Amount.ofDecimal(asset, BigDecimal.valueOf(1 + random.nextInt(120))));
    }
    OrderRefund refund = order.refunds().get(random.nextInt(many));
    OrderRefund.State[] states = OrderRefund.State.values();
    return new OrderFact.RefundMoved(
        refund.id(), states[random.nextInt(states.length)], "0xback", "");
  }

  /** Reversals aside: then less may be left than went back. */
  private static void checkRefunds(Order before, Order order) {
    boolean isAsked = order.refunds().size() > before.refunds().size();
    for (Asset asset : List.of(USDT, ETH)) {
      Refundable sums = Refundable.of(order, asset);
      if (isAsked && order.refunds().getLast().amount().asset().equals(asset)) {
        assertThat(sums.cameIn().isAtLeast(sums.refunded())).as("%s", order).isTrue();
      }
    }
    if (order.state() == OrderState.REFUNDED && before.state() != OrderState.REFUNDED) {
      assertThat(Refundable.isOpen(order)).isFalse();
    }
  }

  private static OrderFact remainder(Order order) {
    Asset asset = order.principalQuote().map(quote -> quote.amount().asset()).orElse(USDT);
    int root = order.principalQuote().map(OrderQuote::no).orElse(0);
    return new OrderFact.RemainderRequested(quoteOf(order, asset, root));
  }

  private static OrderQuote quoteOf(Order order, Asset asset, int remainderOf) {
    return Orders.quote(order.quotes().size() + 1, asset, "100", "0xA", remainderOf);
  }

  private static OrderFact seen(Random random, Order order) {
    long transfer = 1L + random.nextInt(order.payments().size() + 2);
    Asset asset =
        order
            .paymentOf(transfer)
            .map(payment -> payment.amount().asset())
            .orElse(random.nextInt(4) == 0 ? ETH : USDT);
    String amount =
        order
            .paymentOf(transfer)
            .map(payment -> payment.amount().text())
            .orElse(String.valueOf(1 + random.nextInt(120)));
    return Orders.seen(
        transfer, asset, amount, random.nextInt(5) == 0 ? NOON.plusSeconds(7200) : NOON);
  }
}
