package io.aureus.api;

import io.aureus.errors.Refusal;
import io.aureus.ledger.Account;
import io.aureus.ledger.Ledger;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.payouts.AskedAmount;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutWish;
import io.aureus.wallets.Custody;
import io.aureus.wallets.SelfCustody;
import java.math.BigDecimal;

/** Reads a withdrawal. What is wrong with an amount is told with the figure that would pass. */
final class PayoutWishes {
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
        call.lastingRef(),
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
    return AskedAmount.of(asset, asked, () -> tooMuch(call, asset, asked));
  }

  private Refusal tooMuch(ApiCall call, Asset asset, BigDecimal asked) {
    Account account = Account.of(call.merchant().value(), Account.Kind.AVAILABLE);
    return Fields.bad(
        "amount: %s is more than there is; the balance is %s %s"
            .formatted(
                AskedAmount.shown(asked), ledger.balance(account, asset).text(), asset.code()));
  }
}
