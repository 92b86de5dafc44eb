package io.aureus.commands;

import io.aureus.database.StartRefused;
import io.aureus.money.Amount;
import io.aureus.sandbox.Customer;
import io.aureus.sandbox.SandboxOrder;
import java.util.List;
import java.util.Set;

/** {@code aureus pay}: a customer's wallet for the simulated chains of a running demo. */
final class PayCommand {
  private static final List<String> AMOUNTS = List.of("amount", "short", "over");
  private static final List<String> BLOCKS = List.of("reorg", "replace", "evict");

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
      return pay(demo, options, plan) ? Commands.WELL : Commands.FAILED;
    }
  }

  private static boolean pay(RunningDemo demo, Options options, PaymentPlan plan) {
    String id = options.words().getFirst();
    SandboxOrder order = demo.order(id);
    if (order.asset().isEmpty()) {
      throw new StartRefused(
          "no coin is chosen for order %s yet: open its pay_url and choose one, or make the order"
                  .formatted(id)
              + " with /api/order/pay-info, which names the coin");
    }
    mustFit(demo, options, order);
    SandboxFile.Coin asked = coin(demo, order.asset());
    SandboxFile.Coin coin = coin(demo, options.text("asset").orElse(order.asset()));
    Customer customer = new Customer(demo.nodes(), demo.shop(id), System.out::println);
    if (options.has("late")) {
      customer.letTheWindowEnd(asked.chain());
    }
    if (coin.isLightning()) {
      return customer.watch(coin.chain(), customer.payInvoice(coin.asset()));
    }
    Amount amount = plan.of(Customer.asked(demo.order(id), asked.scale()), coin.asset());
    return pay(demo, options, customer, amount);
  }

  private static boolean pay(RunningDemo demo, Options options, Customer customer, Amount amount) {
    String chain = amount.asset().chain().code();
    if (options.has("replace")) {
      mustBeOfCoins(demo, chain, "--replace");
      customer.payAndTakeBack(amount);
      return true;
    }
    if (options.has("evict")) {
      mustBeOfCoins(demo, chain, "--evict");
      return customer.watch(chain, customer.payAndVanish(amount));
    }
    String hash = customer.pay(amount);
    if (options.has("reorg")) {
      customer.reorganise(chain, hash);
    }
    return customer.watch(chain, hash);
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
      mustBePossibleByLightning(options);
    }
  }

  private static void mustBePossibleByLightning(Options options) {
    for (String option : AMOUNTS) {
      if (options.has(option)) {
        throw new Misuse(
            "--%s is not for Lightning: an invoice is paid exactly, or not at all"
                .formatted(option));
      }
    }
    for (String option : BLOCKS) {
      if (options.has(option)) {
        throw new Misuse(
            "--%s is not for Lightning: there are no blocks, a payment is final at once"
                .formatted(option));
      }
    }
  }

  private static void mustBeOfCoins(RunningDemo demo, String chain, String option) {
    if (!demo.sandbox().isOfCoins(chain)) {
      throw new Misuse(option + " is for chains of coins: an account's payments show in blocks");
    }
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
}
