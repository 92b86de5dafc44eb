package io.aureus.dashboard;

import io.aureus.ledger.Account;
import io.aureus.money.Amount;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutState;

/** Amounts and payouts in plain words. */
final class MoneyTexts {
  private MoneyTexts() {}

  /** With its coin, e.g. {@code 1.5 ETH}. */
  static String of(Amount amount) {
    return amount.text() + " " + amount.asset().code();
  }

  /** With its sign, e.g. {@code +1.5 ETH}. */
  static String change(Amount amount) {
    return (amount.isPositive() ? "+" : "") + of(amount);
  }

  static String words(PayoutKind kind) {
    return switch (kind) {
      case WITHDRAWAL -> "Withdrawal";
      case REFUND -> "Refund";
      case SWEEP -> "Sweep";
      case TOP_UP -> "Gas top-up";
      case COLD -> "To the cold address";
      case DEPLOYMENT -> "Sweeper contract";
      case CHILD -> "Child (CPFP)";
      case CONSOLIDATION -> "Consolidation";
    };
  }

  static String words(PayoutState state) {
    return switch (state) {
      case HELD -> "Held; nothing is signed.";
      case RESERVED -> "Set aside; its turn comes in a moment.";
      case BUILT -> "Has its place in the row; not signed yet.";
      case SIGNED -> "Signed; goes out in a moment.";
      case BROADCASTING -> "On its way into a block.";
      case UNCLEAR ->
          "Offered, and the answer was lost: the same transaction is offered again until the"
              + " chain says what became of it.";
      case HANDED_OVER -> "Waits for you to sign it with your own wallet.";
      case SEEN -> "In a block; the chain is confirming it.";
      case CONFIRMED -> "Done.";
      case CANCELLED -> "Taken back; the balance has the money again.";
      case FAILED -> "It failed; the balance has the money again.";
    };
  }

  /** The colour of a state: that of an order's. */
  static String look(PayoutState state) {
    return switch (state) {
      case CONFIRMED -> "success";
      case HELD, FAILED, UNCLEAR -> "overdue";
      case RESERVED, BUILT, SIGNED, BROADCASTING, HANDED_OVER, SEEN, CANCELLED -> "";
    };
  }

  /** What a merchant's account is called; ours have no name for him. */
  static String words(Account.Kind kind) {
    return switch (kind) {
      case AVAILABLE -> "available";
      case PENDING -> "pending";
      case RESERVED -> "reserved";
      case FEES -> "fees";
      case OWN_PENDING -> "on its way to your own wallet";
      case OWN_HELD -> "came to your own wallet";
      case OWN_RESERVED -> "for a payout from your own wallet";
      case FEES_OWED -> "fees that you owe";
      default -> "";
    };
  }
}
