package io.aureus.api;

import static io.aureus.merchants.Scope.WALLETS_READ;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.payouts.PayoutInformations;
import io.aureus.payouts.Payouts;
import io.aureus.payouts.WalletBalance;
import io.aureus.payouts.Wallets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;

/** Balances, and taking them out (our own paths: Aurpay has published none). */
@Controller
final class WalletsController {
  /**
   * @param contractAddr empty for a native coin
   * @param vsValue what is available is worth; null without a rate, like the two after it
   */
  record Wallet(
      String chain,
      String chainName,
      String currency,
      String contractAddr,
      String available,
      String pending,
      String reserved,
      String vsCurrency,
      @Nullable String vsValue,
      @Nullable String vsRate,
      @Nullable String vsRateTime) {}

  /**
   * @param amount what the receiver would get
   * @param most the most that he could get now
   * @param holdReason why it would wait; empty where it would not
   */
  record Preview(
      String chain,
      String currency,
      String amount,
      String fee,
      String total,
      String available,
      String most,
      String holdReason) {}

  private final ApiDoor door;
  private final PayoutAccess access;
  private final PayoutWishes wishes;
  private final Wallets wallets;
  private final Payouts payouts;

  WalletsController(
      ApiDoor door, PayoutAccess access, PayoutWishes wishes, Wallets wallets, Payouts payouts) {
    this.door = door;
    this.access = access;
    this.wishes = wishes;
    this.wallets = wallets;
    this.payouts = payouts;
  }

  @GetMapping("/api/v2/wallet")
  Reply wallets(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    return door.read(
        request,
        WALLETS_READ,
        call -> {
          String fiat =
              call.query().get("vs_currency").orElse("USD").strip().toUpperCase(Locale.ROOT);
          return wallets.of(call.merchant(), fiat).stream()
              .map(balance -> wallet(balance, fiat))
              .toList();
        });
  }

  @PostMapping("/api/v2/wallet/withdraw")
  Reply withdraw(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    return door.write(
        request,
        access::require,
        call -> PayoutInformations.of(payouts.request(wishes.withdrawal(call))));
  }

  @PostMapping("/api/v2/wallet/withdraw/preview")
  Reply preview(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    return door.read(
        request, access::require, call -> preview(payouts.preview(wishes.withdrawal(call))));
  }

  private static Wallet wallet(WalletBalance balance, String fiat) {
    Asset asset = balance.asset();
    WalletBalance.Worth worth = balance.worth();
    return new Wallet(
        asset.chain().code(),
        asset.chain().name(),
        asset.code(),
        asset.contract(),
        balance.available().text(),
        balance.pending().text(),
        balance.reserved().text(),
        fiat,
        worth == null ? null : Amount.text(worth.value()),
        worth == null ? null : Amount.text(worth.rate().price()),
        worth == null ? null : PayoutInformations.wireTime(worth.rate().at()));
  }

  private static Preview preview(Payouts.Preview preview) {
    Asset asset = preview.amount().asset();
    return new Preview(
        asset.chain().code(),
        asset.code(),
        preview.amount().text(),
        preview.fee().text(),
        preview.amount().plus(preview.fee()).text(),
        preview.available().text(),
        preview.most().text(),
        preview.hold());
  }
}
