package io.aureus.commands;

import io.aureus.commands.CrashPlan.Wish;
import io.aureus.database.StartRefused;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What the merchant earns before it pays out: orders of customers who pay more than they owe. */
final class CrashFunds {
  /**
   * A third of an ether: enough for gas, and too little for the payouts, which sweeps must feed.
   */
  private static final BigInteger GAS = BigInteger.TEN.pow(18).divide(BigInteger.valueOf(3));

  private static final int ORDERS = 6;
  private static final int PATIENCE_SECONDS = 600;
  private static final String PATH = "/api/order/pay-info";

  private final DemoAccess access;
  private final CrashChain chain;
  private final CrashRows rows;
  private final CrashPlan plan;

  CrashFunds(DemoAccess access, CrashChain chain, CrashRows rows, CrashPlan plan) {
    this.access = access;
    this.chain = chain;
    this.rows = rows;
    this.plan = plan;
  }

  /** Returns once twice of what the payouts come to is the merchant's, and gas is there. */
  void give(String url, int payouts) {
    await("the price of gas", rows::knowsThePriceOfGas);
    await("the hot address", () -> !rows.hotAddresses().isEmpty());
    rows.hotAddresses().forEach(hot -> chain.pay("ETH", hot, GAS));
    Map<String, BigInteger> sums = new HashMap<>();
    // Some for the network's fees, and for payouts beyond those that were ordered.
    sums.put("ETH", chain.units("ETH", BigDecimal.ONE));
    sums.put("USDT-ERC20", chain.units("USDT-ERC20", BigDecimal.valueOf(4000)));
    for (int number = 0; number < payouts; number++) {
      Wish wish = plan.wish(number);
      sums.merge(
          wish.asset(), chain.units(wish.asset(), new BigDecimal(wish.amount())), BigInteger::add);
    }
    try (ShopCalls calls = new ShopCalls(access)) {
      sums.forEach(
          (asset, units) -> {
            BigInteger each = units.multiply(BigInteger.TWO).divide(BigInteger.valueOf(ORDERS));
            for (int i = 0; i < ORDERS; i++) {
              chain.pay(asset, address(calls, url, asset), each);
            }
          });
    }
    await("the customers' payments", () -> rows.confirmedPayments() == 2 * ORDERS);
  }

  private static String address(ShopCalls calls, String url, String asset) {
    String body =
        """
        {"chain":"ETH","currency":"%s","vs_currency":"USD","vs_price":20}"""
            .formatted(asset);
    try {
      ShopCalls.Answer answer = calls.post(url, PATH, body, null);
      if (!answer.isWell()) {
        throw new StartRefused("no order could be made: " + answer.message());
      }
      return answer.data().path("address").asString();
    } catch (IOException e) {
      throw new StartRefused("no order could be made: " + e);
    }
  }

  private static void await(String what, BooleanSupplier there) {
    try {
      for (int i = 0; i < PATIENCE_SECONDS * 5; i++) {
        if (there.getAsBoolean()) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(200);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new StartRefused("waited in vain for " + what);
  }
}
