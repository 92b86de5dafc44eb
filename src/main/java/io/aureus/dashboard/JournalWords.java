package io.aureus.dashboard;

import io.aureus.ledger.Account;
import io.aureus.ledger.PostedEntry;
import io.aureus.ledger.Posting;
import io.aureus.money.Amount;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the books say of an order, in plain words. Pure. */
final class JournalWords {
  private static final Pattern PAYOUT = Pattern.compile("payout:([0-9a-f-]{36}):[0-9]+");

  private JournalWords() {}

  static OrderPage.JournalLine line(PostedEntry entry) {
    Matcher payout = PAYOUT.matcher(entry.reference());
    return new OrderPage.JournalLine(
        Texts.time(entry.at()),
        words(entry),
        payout.matches() ? "/dashboard/payouts/" + payout.group(1) : "",
        entry.postings().stream()
            .map(
                posting ->
                    new OrderPage.PostingLine(
                        account(posting.account()), MoneyTexts.change(posting.amount())))
            .toList(),
        isEven(entry.postings()));
  }

  /** Whether its sides come to nothing, each coin for itself. */
  static boolean isEven(List<Posting> postings) {
    Map<String, BigInteger> sums =
        postings.stream()
            .map(Posting::amount)
            .collect(
                Collectors.toMap(amount -> amount.asset().code(), Amount::units, BigInteger::add));
    return sums.values().stream().allMatch(sum -> sum.signum() == 0);
  }

  private static String words(PostedEntry entry) {
    String what = amount(entry);
    String turn = entry.reference().split("[:-]", 2)[0];
    return switch (turn) {
      case "seen" -> "A payment of " + what + " was seen. It is pending until it is final.";
      case "confirmed" -> "The payment of " + what + " is final" + fee(entry) + ".";
      case "dropped" -> "The payment of " + what + " went away before it was final.";
      case "reversed" -> "The final payment of " + what + " was undone, and is booked back.";
      case "taken" -> "You took a payment for the order, so our fee of " + what + " is due.";
      case "unfit" -> "A payment does not count any more, so its fee of " + what + " came back.";
      case "payout" -> payout(entry.words(), what);
      default -> Texts.sentence(entry.words());
    };
  }

  /** What the entry is about: its first line has it. */
  private static String amount(PostedEntry entry) {
    Amount first = entry.postings().getFirst().amount();
    return MoneyTexts.of(first.isPositive() ? first : first.negated());
  }

  private static String fee(PostedEntry entry) {
    return entry.postings().stream()
        .filter(
            posting ->
                posting.account().kind() == Account.Kind.FEES
                    || posting.account().kind() == Account.Kind.FEES_BILLED)
        .map(posting -> ", less our fee of " + MoneyTexts.of(posting.amount()))
        .findFirst()
        .orElse("");
  }

  private static String payout(String words, String what) {
    if (words.startsWith("reserved for")) {
      return what + " is set aside for a refund.";
    }
    String state = words.substring(words.lastIndexOf(' ') + 1);
    return switch (state) {
      case "seen" -> "The refund of " + what + " is in a block and left our addresses.";
      case "confirmed" -> "The refund of " + what + " is final.";
      case "cancelled" -> "The refund was taken back; " + what + " is yours again.";
      case "failed" -> "The refund failed; " + what + " is yours again.";
      case "reserved", "held" -> what + " is set aside for a refund.";
      default -> Texts.sentence(words);
    };
  }

  /** What an account is to the merchant; the last ones are the other side of his. */
  private static String account(Account account) {
    return switch (account.kind()) {
      case AVAILABLE -> "your balance, available";
      case PENDING -> "your balance, pending";
      case RESERVED -> "your balance, set aside";
      case OWN_PENDING -> "on its way to your own wallet";
      case OWN_HELD -> "in your own wallet";
      case OWN_RESERVED -> "in your own wallet, for a payout";
      case FEES_OWED -> "fees that you owe";
      case FEES_BILLED -> "fees billed";
      case FEES -> "the gateway's fees";
      case INCOMING -> "on its way to the gateway's addresses";
      case CUSTODY -> "at the gateway's addresses";
      case LEAVING -> "on its way out";
      case ELSEWHERE -> "outside the gateway";
      case NETWORK_COSTS -> "taken by the network";
      case UNCLAIMED -> "nobody's yet";
      case OPERATOR -> "the operator's";
      case COLD -> "cold storage";
    };
  }
}
