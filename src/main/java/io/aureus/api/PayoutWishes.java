package io.aureus.api;

import io.aureus.ledger.Account;
import io.aureus.ledger.Ledger;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutWish;
import io.aureus.wallets.Custody;
import io.aureus.wallets.SelfCustody;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Reads a withdrawal. What is wrong with an amount is told with the figure that would pass. */
final class PayoutWishes {
  /** More whole coins than this are not even compared with the balance. */
  private static final int MOST_DIGITS = 30;

  private final Currencies currencies;
  private final Ledger ledger;
  private final SelfCustody selfCustody;

  PayoutWishes(Currencies currencies, Ledger ledger, SelfCustody selfCustody) {
    this.currencies = currencies;
    this.ledger = ledger;
    this.selfCustody = selfCustody;
  }

  PayoutWish withdrawal(ApiCall call) {
    Fields body = call.body();
    Asset asset = currencies.known(body.code("chain"), body.code("currency"));
    return new PayoutWish(
        call.merchant(),
        PayoutKind.WITHDRAWAL,
        amount(call, asset, body.requiredNumber("amount")),
        body.requiredText("address", 256),
        body.flag("fee_from_amount"),
        null,
        body.reference("reference").orElse(null),
        call.idempotencyRef(),
        call.caller().credential(),
        custody(call, asset));
  }

  /** Where nothing is said: the wallet that the merchant's orders use now. */
  private Custody custody(ApiCall call, Asset asset) {
    String said = call.body().text("custody", 20).orElse("");
    return switch (said) {
      case "custodial" -> Custody.CUSTODIAL;
      case "self_custody" -> Custody.SELF;
      case "" ->
          selfCustody.isActive(call.merchant(), asset.chain().family())
              ? Custody.SELF
              : Custody.CUSTODIAL;
      default ->
          throw Fields.bad(
              "custody: \"%s\" is neither custodial nor self_custody".formatted(Shown.of(said)));
    };
  }

  private Amount amount(ApiCall call, Asset asset, BigDecimal asked) {
    if (asked.signum() <= 0) {
      throw Fields.bad(
          "amount: %s is not above 0; the least is %s %s"
              .formatted(shown(asked), Amount.ofUnits(asset, 1).text(), asset.code()));
    }
    BigDecimal bare = asked.stripTrailingZeros();
    // As longs: the scale of 1e-2147483647 is an int, and sums with it are not.
    if ((long) bare.precision() - bare.scale() > MOST_DIGITS) {
      Account account = Account.of(call.merchant().value(), Account.Kind.AVAILABLE);
      throw Fields.bad(
          "amount: %s is more than there is; the balance is %s %s"
              .formatted(shown(asked), ledger.balance(account, asset).text(), asset.code()));
    }
    if (bare.scale() > asset.scale()) {
      throw Fields.bad(
          "amount: %s has too many decimals, %s has %d; send %s"
              .formatted(shown(asked), asset.code(), asset.scale(), rounded(asset, bare)));
    }
    return Amount.ofDecimal(asset, bare);
  }

  /** Down, and never to nothing. */
  private static String rounded(Asset asset, BigDecimal value) {
    Amount least = Amount.ofUnits(asset, 1);
    if (value.compareTo(least.decimal()) < 0) {
      return least.text();
    }
    return Amount.ofDecimal(asset, value.setScale(asset.scale(), RoundingMode.DOWN)).text();
  }

  private static String shown(BigDecimal value) {
    return Shown.of(value.toString());
  }
}
