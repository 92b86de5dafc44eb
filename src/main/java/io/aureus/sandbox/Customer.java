package io.aureus.sandbox;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A customer who pays one order of a demo on the simulated chains, well or badly, and tells what
 * becomes of it. Every deed waits for what it needs, two minutes at most, and then throws a {@link
 * Refusal} that says what did not come.
 */
public final class Customer {
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final long STEP_MILLIS = 300;

  /** How far back a payment's block may lie for the chain to go back behind it. */
  private static final int DEEPEST = 90;

  /** The gateway, as far as it shows the one order. */
  public interface Shop {
    /** The order as it is now. */
    SandboxOrder order();

    /** Ends the order's window now. */
    void endWindow();
  }

  private final SimulatedNodes nodes;
  private final Shop shop;
  private final Consumer<String> told;

  /**
   * @param told takes what happens, a sentence at a time
   */
  public Customer(SimulatedNodes nodes, Shop shop, Consumer<String> told) {
    this.nodes = nodes;
    this.shop = shop;
    this.told = told;
  }

  /**
   * What is still due, in whole coins; the whole again where nothing is, as for a second payment.
   *
   * @param scale decimals of the coin that the order asks for
   */
  public static BigDecimal asked(SandboxOrder order, int scale) {
    BigInteger due = new BigInteger(order.due());
    return new BigDecimal(due.signum() > 0 ? due : new BigInteger(order.asked()), scale);
  }

  /** Sends coins to the order's address; answers the transaction's hash. */
  public String pay(Amount amount) {
    Asset asset = amount.asset();
    String address = shop.order().address();
    String hash =
        CustomerWallet.of(nodes, asset.chain().code()).pay(asset.contract(), address, amount);
    told.accept("Paid %s %s to %s".formatted(amount.text(), asset.code(), address));
    told.accept("in transaction " + hash);
    return hash;
  }

  /**
   * Pays the order's invoice; answers the payment hash.
   *
   * @param asset the coin of Lightning
   */
  public String payInvoice(Asset asset) {
    SandboxOrder order = shop.order();
    String hash = new LightningWallet(nodes).pay(order.invoice());
    String amount = new Amount(asset, new BigInteger(order.asked())).text();
    told.accept("Paid %s %s by Lightning".formatted(amount, asset.code()));
    told.accept("with the payment hash " + hash);
    return hash;
  }

  /**
   * Ends the order's window and waits until the gateway has ended the order.
   *
   * @param chain that has to be read past the end first
   */
  public void letTheWindowEnd(String chain) {
    shop.endWindow();
    if (!nodes.isLightning(chain)) {
      pause(1_100);
      // The gateway waits for a block that is later than the end.
      CustomerWallet.of(nodes, chain).mine();
    }
    SandboxOrder order = await("its window to end", now -> !now.status().equals("PENDING"));
    told.accept("The window was ended; the order is " + order.status() + ".");
  }

  /** Pays, and replaces the payment before it is mined by one that pays nobody else. */
  public void payAndTakeBack(Amount amount) {
    CoinWallet wallet = new CoinWallet(nodes, amount.asset().chain().code());
    wallet.hold(true);
    try {
      String hash = pay(amount);
      await("the payment to be seen", now -> paid(now, hash).isPresent());
      told.accept("The gateway has seen it in the mempool.");
      told.accept("Replaced by transaction " + wallet.replace(hash) + ", which pays nobody.");
      SandboxOrder after =
          await(
              "the replacement to be noticed",
              now -> paid(now, hash).filter(p -> !p.state().equals("SEEN")).isPresent());
      told.accept(
          "The gateway has it as %s; the order is %s (%s)."
              .formatted(paid(after, hash).orElseThrow().state(), after.status(), after.state()));
    } finally {
      wallet.hold(false);
    }
  }

  /**
   * Pays; the mempool forgets the payment, and gets it again a little later.
   *
   * @return the transaction's hash
   */
  public String payAndVanish(Amount amount) {
    CoinWallet wallet = new CoinWallet(nodes, amount.asset().chain().code());
    wallet.hold(true);
    try {
      String hash = pay(amount);
      await("the payment to be seen", now -> paid(now, hash).isPresent());
      wallet.forget(hash);
      told.accept("Seen, and evicted from the mempool: the gateway waits for it.");
      pause(3000);
      wallet.offerAgain(hash);
      told.accept("The payment is offered to the chain again.");
      return hash;
    } finally {
      wallet.hold(false);
    }
  }

  /** Takes the block with the payment out of the chain, and offers the payment again. */
  public void reorganise(String chain, String hash) {
    undo(chain, hash);
    pause(2000);
    CustomerWallet.of(nodes, chain).offerAgain(hash);
    told.accept("The payment is offered to the chain again.");
  }

  /** Takes the block with the payment out of the chain; the payment is nowhere afterwards. */
  public void undo(String chain, String hash) {
    CustomerWallet wallet = CustomerWallet.of(nodes, chain);
    await("the payment to be seen", now -> paid(now, hash).isPresent());
    await("the payment to be mined", now -> wallet.block(hash).isPresent());
    long block = wallet.block(hash).orElseThrow(() -> refusal("not in a block any more"));
    if (wallet.head() - block >= DEEPEST) {
      throw refusal(
          "the payment's block lies %d blocks back, and this goes back %d at most"
              .formatted(wallet.head() - block, DEEPEST));
    }
    wallet.reorganise(block, hash);
    told.accept("Seen in block " + block + "; that block was reorganised away.");
  }

  /** Tells what the gateway makes of a payment that is gone, once it has noticed. */
  public void watchItGo(String hash) {
    SandboxOrder after =
        await(
            "the gateway to notice",
            now -> paid(now, hash).map(SandboxOrder.Paid::isGone).orElse(false));
    told.accept(
        "The gateway has it as %s; the order is %s (%s)."
            .formatted(paid(after, hash).orElseThrow().state(), after.status(), after.state()));
  }

  /**
   * Tells what happens to the payment until it is final, or the bound is reached.
   *
   * @return whether it is final
   */
  public boolean watch(String chain, String hash) {
    Set<String> seen = new LinkedHashSet<>();
    long end = System.nanoTime() + BOUND.toNanos();
    while (System.nanoTime() < end) {
      block(chain, hash).ifPresent(number -> tell(seen, "Mined in block " + number));
      SandboxOrder order = shop.order();
      Optional<SandboxOrder.Paid> paid = paid(order, hash);
      paid.ifPresent(
          p -> tell(seen, "The gateway has it as %s, %s".formatted(p.type(), p.state())));
      tell(seen, "The order is " + order.status() + " (" + order.state() + ")");
      if (paid.isPresent() && paid.get().state().equals("CONFIRMED")) {
        told.accept("Done: the payment is final, the order is " + order.status() + ".");
        return true;
      }
      pause(STEP_MILLIS);
    }
    told.accept("The payment is not final after " + BOUND.toSeconds() + " s.");
    return false;
  }

  /** Empty as well while the node does not answer. */
  private Optional<Long> block(String chain, String hash) {
    try {
      return nodes.isLightning(chain)
          ? Optional.empty()
          : CustomerWallet.of(nodes, chain).block(hash);
    } catch (Refusal down) {
      return Optional.empty();
    }
  }

  private void tell(Set<String> seen, String words) {
    if (seen.add(words)) {
      told.accept(words);
    }
  }

  private static Optional<SandboxOrder.Paid> paid(SandboxOrder order, String hash) {
    return order.payments().stream().filter(p -> p.txHash().equalsIgnoreCase(hash)).findFirst();
  }

  private SandboxOrder await(String what, Predicate<SandboxOrder> there) {
    long end = System.nanoTime() + BOUND.toNanos();
    while (System.nanoTime() < end) {
      SandboxOrder order = shop.order();
      if (there.test(order)) {
        return order;
      }
      pause(STEP_MILLIS);
    }
    throw refusal("waited " + BOUND.toSeconds() + " s in vain for " + what);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refusal("interrupted");
    }
  }

  private static Refusal refusal(String words) {
    return new Refusal(ErrorCode.CONFLICT, words);
  }
}
