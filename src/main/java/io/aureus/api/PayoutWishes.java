package io.aureus.api;

import io.aureus.errors.Refusal;
import io.aureus.ledger.Account;
import io.aureus.ledger.Ledger;
import io.aureus.money.Asset;
import io.aureus.payouts.AskedAmount;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutWish;
import io.aureus.wallets.Custody;
import io.aureus.wallets.SelfCustody;
import java.math.BigDecimal;

/** Reads a withdrawal. What is wrong with an amount is told with the figure that would pass. */
final class PayoutWishes {
  /** As much as one QR code holds, and the scheme before it. */
  static final int INVOICE_LONGEST = 7_100;

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
    Custody custody = custody(call, asset);
    BigDecimal asked = body.requiredNumber("amount");
    return new PayoutWish(
        call.merchant(),
        PayoutKind.WITHDRAWAL,
        AskedAmount.of(asset, asked, () -> tooMuch(call, asset, custody, asked)),
        body.requiredText("address", asset.chain().isLightning() ? INVOICE_LONGEST : 256),
        body.flag("fee_from_amount"),
        null,
        body.reference("reference").orElse(null),
        call.lastingRef(),
        call.caller().credential(),
        custody);
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

  private Refusal tooMuch(ApiCall call, Asset asset, Custody custody, BigDecimal asked) {
    boolean isOwn = custody == Custody.SELF;
    Account.Kind kind = isOwn ? Account.Kind.OWN_HELD : Account.Kind.AVAILABLE;
    return Fields.bad(
        "amount: %s is more than there is; %s is %s %s"
            .formatted(
                AskedAmount.shown(asked),
                isOwn ? "what came to your own wallet" : "the balance",
                ledger.balance(Account.of(call.merchant().value(), kind), asset).text(),
                asset.code()));
  }
}
