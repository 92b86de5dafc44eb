package io.aureus.commands;

/** Which invoices the crash bench has paid: the amounts follow from its seed alone. */
final class LightningCrashPlan {
  private static final long LEAST = 1_000_000;
  private static final long MOST = 20_000_000;
  private static final int TAKEN_BACK = 20;

  private final long seed;
  private final CrashInvoices invoices;

  LightningCrashPlan(long seed, CrashInvoices invoices) {
    this.seed = seed;
    this.invoices = invoices;
  }

  /** What an invoice asks for, in millisatoshi. */
  long amount(int number) {
    return SharedBeans.seeded(seed * 1_000_003 + number).nextLong(LEAST, MOST);
  }

  /** All that the first invoices ask for, with as much again as may be asked for beyond them. */
  long sum(int payouts) {
    long sum = 10 * MOST;
    for (int number = 0; number < payouts; number++) {
      sum += amount(number);
    }
    return sum;
  }

  CrashInvoices.Asked invoice(int number) {
    return invoices.invoice(number, amount(number));
  }

  boolean isTakenBack(int number) {
    return number % TAKEN_BACK == TAKEN_BACK - 1;
  }

  CrashShop.Request request(int number) {
    return new CrashShop.Request(
        "/api/bln/withdraw",
        "{\"ln_invoices\":\"%s\"}".formatted(invoice(number).text()),
        "key-" + number,
        "tx_id",
        number % 5 == 0,
        isTakenBack(number));
  }
}
