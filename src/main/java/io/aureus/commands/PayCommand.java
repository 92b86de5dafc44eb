package io.aureus.commands;

import io.aureus.database.StartRefused;
import io.aureus.money.Amount;
import io.aureus.sandbox.SandboxOrder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** {@code aureus pay}: a customer's wallet for the simulated chains of a running demo. */
final class PayCommand {
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final long STEP_MILLIS = 300;

  int run(List<String> arguments) {
    Options options =
        Options.read(
            arguments,
            Set.of("amount", "short", "over", "asset", "data"),
            Set.of("late", "reorg", "replace", "evict"));
    if (options.words().size() != 1 || !options.words().getFirst().matches("[0-9]{20}")) {
      throw new Misuse("give the order's number, 20 digits: ./aureus pay ORDER_ID");
    }
    PaymentPlan plan = PaymentPlan.of(options);
    try (RunningDemo demo = RunningDemo.on(options.data())) {
      return pay(demo, options, plan);
    }
  }

  private int pay(RunningDemo demo, Options options, PaymentPlan plan) {
    String id = options.words().getFirst();
    SandboxOrder order = demo.order(id);
    if (order.asset().isEmpty()) {
      throw new StartRefused(
          "no coin is chosen for order %s yet: open its pay_url and choose one, or make the order"
                  .formatted(id)
              + " with /api/order/pay-info, which names the coin");
    }
    mustFit(demo, options, order);
    if (options.has("late")) {
      demo.expire(id);
      order = await(demo, id, "its window to end", now -> !now.status().equals("PENDING"));
      System.out.println("The window was ended; the order is " + order.status() + ".");
    }
    SandboxFile.Coin coin = coin(demo, options.text("asset").orElse(order.asset()));
    if (coin.isLightning()) {
      return payInvoice(demo, order, coin);
    }
    Amount amount = plan.of(asked(demo, order), coin.asset());
    CustomerWallet wallet = CustomerWallet.of(demo, coin);
    if (options.has("replace")) {
      return payAndTakeBack(demo, coin, order, amount);
    }
    if (options.has("evict")) {
      return payAndVanish(demo, coin, order, amount);
    }
    String hash = pay(wallet, coin, order, amount);
    if (options.has("reorg")) {
      reorganise(demo, wallet, id, hash);
    }
    return watch(demo, wallet::block, id, hash);
  }

  /** An invoice is paid by Lightning, and an address is not. */
  private static void mustFit(RunningDemo demo, Options options, SandboxOrder order) {
    boolean asksForIt = coin(demo, order.asset()).isLightning();
    boolean paysWithIt =
        options.text("asset").map(code -> coin(demo, code).isLightning()).orElse(asksForIt);
    if (asksForIt != paysWithIt) {
      throw new Misuse(
          asksForIt
              ? "the order has an invoice, which is paid by Lightning alone: leave --asset out"
              : "the order asks for %s at an address: only an invoice is paid by Lightning"
                  .formatted(order.asset()));
    }
    if (asksForIt) {
      LightningWallet.mustBePossible(options);
    }
  }

  private static int payInvoice(RunningDemo demo, SandboxOrder order, SandboxFile.Coin coin) {
    String hash = new LightningWallet(demo).pay(order.invoice());
    String amount = new Amount(coin.asset(), new BigInteger(order.asked())).text();
    System.out.printf("Paid %s %s by Lightning%n", amount, coin.code());
    System.out.println("with the payment hash " + hash);
    return watch(demo, none -> Optional.empty(), order.id(), hash);
  }

  private static String pay(
      CustomerWallet wallet, SandboxFile.Coin coin, SandboxOrder order, Amount amount) {
    String hash = wallet.pay(coin.contract(), order.address(), amount);
    System.out.printf("Paid %s %s to %s%n", amount.text(), coin.code(), order.address());
    System.out.println("in transaction " + hash);
    return hash;
  }

  /** Pays, and replaces the payment before it is mined by one that pays nobody else. */
  private static int payAndTakeBack(
      RunningDemo demo, SandboxFile.Coin coin, SandboxOrder order, Amount amount) {
    CoinWallet wallet = ofCoins(demo, coin, "--replace");
    wallet.hold(true);
    try {
      String hash = pay(wallet, coin, order, amount);
      await(demo, order.id(), "the payment to be seen", now -> paid(now, hash).isPresent());
      System.out.println("The gateway has seen it in the mempool.");
      System.out.println(
          "Replaced by transaction " + wallet.replace(hash) + ", which pays nobody.");
      SandboxOrder after =
          await(
              demo,
              order.id(),
              "the replacement to be noticed",
              now -> paid(now, hash).filter(p -> !p.state().equals("SEEN")).isPresent());
      System.out.printf(
          "The gateway has it as %s; the order is %s (%s).%n",
          paid(after, hash).orElseThrow().state(), after.status(), after.state());
      return Commands.WELL;
    } finally {
      wallet.hold(false);
    }
  }

  /** Pays; the mempool forgets the payment, and gets it again a little later. */
  private static int payAndVanish(
      RunningDemo demo, SandboxFile.Coin coin, SandboxOrder order, Amount amount) {
    CoinWallet wallet = ofCoins(demo, coin, "--evict");
    wallet.hold(true);
    String hash = pay(wallet, coin, order, amount);
    try {
      await(demo, order.id(), "the payment to be seen", now -> paid(now, hash).isPresent());
      wallet.forget(hash);
      System.out.println("Seen, and evicted from the mempool: the gateway waits for it.");
      pause(3000);
      wallet.offerAgain(hash);
      System.out.println("The payment is offered to the chain again.");
    } finally {
      wallet.hold(false);
    }
    return watch(demo, wallet::block, order.id(), hash);
  }

  private static CoinWallet ofCoins(RunningDemo demo, SandboxFile.Coin coin, String option) {
    if (CustomerWallet.of(demo, coin) instanceof CoinWallet wallet) {
      return wallet;
    }
    throw new Misuse(option + " is for chains of coins: an account's payments show in blocks");
  }

  private static SandboxFile.Coin coin(RunningDemo demo, String code) {
    return demo.sandbox()
        .coin(code)
        .orElseThrow(
            () ->
                new Misuse(
                    "unknown asset %s; the simulated chains carry %s"
                        .formatted(
                            code,
                            String.join(
                                ", ",
                                demo.sandbox().coins().stream()
                                    .map(SandboxFile.Coin::code)
                                    .toList()))));
  }

  /** What is still due; the whole again where nothing is, as for a second payment. */
  private static BigDecimal asked(RunningDemo demo, SandboxOrder order) {
    int scale = coin(demo, order.asset()).scale();
    BigInteger due = new BigInteger(order.due());
    return new BigDecimal(due.signum() > 0 ? due : new BigInteger(order.asked()), scale);
  }

  /** Takes the block with the payment out of the chain, and offers the payment again. */
  private static void reorganise(RunningDemo demo, CustomerWallet wallet, String id, String hash) {
    await(demo, id, "the payment to be seen", now -> paid(now, hash).isPresent());
    await(demo, id, "the payment to be mined", now -> wallet.block(hash).isPresent());
    long block = wallet.block(hash).orElseThrow(() -> new StartRefused("not in a block any more"));
    wallet.reorganise(block);
    System.out.println("Seen in block " + block + "; that block was reorganised away.");
    pause(2000);
    wallet.offerAgain(hash);
    System.out.println("The payment is offered to the chain again.");
  }

  /** Tells what happens to the payment until it is final, or the bound is reached. */
  private static int watch(
      RunningDemo demo, Function<String, Optional<Long>> block, String id, String hash) {
    Set<String> told = new LinkedHashSet<>();
    long end = System.nanoTime() + BOUND.toNanos();
    while (System.nanoTime() < end) {
      block.apply(hash).ifPresent(number -> tell(told, "Mined in block " + number));
      SandboxOrder order = demo.order(id);
      Optional<SandboxOrder.Paid> paid = paid(order, hash);
      paid.ifPresent(
          p -> tell(told, "The gateway has it as %s, %s".formatted(p.type(), p.state())));
      tell(told, "The order is " + order.status() + " (" + order.state() + ")");
      if (paid.isPresent() && paid.get().state().equals("CONFIRMED")) {
        System.out.println("Done: the payment is final, the order is " + order.status() + ".");
        return Commands.WELL;
      }
      pause(STEP_MILLIS);
    }
    System.out.println("The payment is not final after " + BOUND.toSeconds() + " s.");
    return Commands.FAILED;
  }

  private static void tell(Set<String> told, String words) {
    if (told.add(words)) {
      System.out.println(words);
    }
  }

  private static Optional<SandboxOrder.Paid> paid(SandboxOrder order, String hash) {
    return order.payments().stream().filter(p -> p.txHash().equalsIgnoreCase(hash)).findFirst();
  }

  private static SandboxOrder await(
      RunningDemo demo, String id, String what, Predicate<SandboxOrder> there) {
    long end = System.nanoTime() + BOUND.toNanos();
    while (System.nanoTime() < end) {
      SandboxOrder order = demo.order(id);
      if (there.test(order)) {
        return order;
      }
      pause(STEP_MILLIS);
    }
    throw new StartRefused("waited " + BOUND.toSeconds() + " s in vain for " + what);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartRefused("interrupted");
    }
  }
}
