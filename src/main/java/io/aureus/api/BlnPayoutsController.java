package io.aureus.api;

import static io.aureus.merchants.Scope.WALLETS_READ;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.aureus.ledger.Account;
import io.aureus.ledger.Ledger;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.payouts.AskedAmount;
import io.aureus.payouts.InvoicePayouts;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutInformations;
import io.aureus.payouts.PayoutState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;

/** Lightning: paying invoices, and what there is to pay them with. */
@Controller
final class BlnPayoutsController {
  private static final String CHAIN = "BLN";
  private static final String CURRENCY = "BTC-LN";

  /**
   * @param balance what can be paid out, in BTC
   * @param pending what came in and is not final
   * @param reserved what payouts have set aside
   */
  record Balance(String balance, String pending, String reserved, String currency) {}

  /**
   * One invoice that is to be paid.
   *
   * @param txId the payout's id
   * @param status PENDING, SUCCESS or FAILED
   * @param payee the Lightning address or LNURL that the invoice was asked of; null for none
   * @param fee what routing took; while it is pending the most that it may take
   */
  record Withdrawal(
      String txId,
      String status,
      String paymentHash,
      @Nullable String payee,
      String amount,
      String fee,
      String currency,
      String createTime) {}

  /**
   * @param first of them, as where only one was sent
   */
  record Withdrawals(@JsonUnwrapped Withdrawal first, List<Withdrawal> withdrawals) {}

  private final ApiDoor door;
  private final PayoutAccess access;
  private final Currencies currencies;
  private final Ledger ledger;
  private final InvoicePayouts payouts;

  BlnPayoutsController(
      ApiDoor door,
      PayoutAccess access,
      Currencies currencies,
      Ledger ledger,
      InvoicePayouts payouts) {
    this.door = door;
    this.access = access;
    this.currencies = currencies;
    this.ledger = ledger;
    this.payouts = payouts;
  }

  @PostMapping("/api/bln/withdraw")
  Reply withdraw(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    return door.write(
        request,
        access::require,
        call -> {
          List<Withdrawal> asked =
              payouts.request(wish(call)).stream().map(BlnPayoutsController::withdrawal).toList();
          return new Withdrawals(asked.getFirst(), asked);
        });
  }

  @GetMapping("/api/bln/balance")
  Reply balance(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    return door.read(
        request,
        WALLETS_READ,
        call ->
            new Balance(
                of(call, Account.Kind.AVAILABLE).text(),
                of(call, Account.Kind.PENDING).text(),
                of(call, Account.Kind.RESERVED).text(),
                CURRENCY));
  }

  private InvoicePayouts.Wish wish(ApiCall call) {
    Fields body = call.body();
    Asset asset = asset();
    return new InvoicePayouts.Wish(
        call.merchant(),
        asset,
        InvoiceList.of(body.required("ln_invoices")),
        amount(call, asset),
        call.lastingRef(),
        call.caller().credential());
  }

  private @Nullable Amount amount(ApiCall call, Asset asset) {
    return call.body()
        .number("amount")
        .map(
            asked ->
                AskedAmount.of(
                    asset,
                    asked,
                    () ->
                        Fields.bad(
                            "amount: %s is more than there is; the balance is %s BTC"
                                .formatted(
                                    AskedAmount.shown(asked),
                                    of(call, Account.Kind.AVAILABLE).text()))))
        .orElse(null);
  }

  private Amount of(ApiCall call, Account.Kind kind) {
    return ledger.balance(Account.of(call.merchant().value(), kind), asset());
  }

  private Asset asset() {
    return currencies.known(CHAIN, CURRENCY);
  }

  private static Withdrawal withdrawal(Payout payout) {
    return new Withdrawal(
        payout.id().value(),
        status(payout.state()),
        InvoicePayouts.paymentHash(payout),
        payout.payee(),
        payout.amount().text(),
        payout.fee().text(),
        CURRENCY,
        PayoutInformations.wireTime(payout.createdAt()));
  }

  private static String status(PayoutState state) {
    return switch (state) {
      case CONFIRMED -> "SUCCESS";
      case FAILED, CANCELLED -> "FAILED";
      default -> "PENDING";
    };
  }
}
