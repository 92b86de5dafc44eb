package io.aureus.api;

import static io.aureus.merchants.Scope.ORDERS_READ;

import io.aureus.money.Asset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;

/** Which coins the merchant takes and which currencies prices may be in (decisions 17 and 18). */
@Controller
final class CurrenciesController {
  /**
   * @param contractAddr empty for a native coin
   */
  record Coin(String chain, String chainName, String currency, String contractAddr, int decimals) {}

  /**
   * @param decimals how many people usually write, e.g. 2 for USD and 0 for JPY
   */
  record Fiat(String currency, String name, int decimals) {}

  private final ApiDoor door;
  private final Currencies currencies;

  CurrenciesController(ApiDoor door, Currencies currencies) {
    this.door = door;
    this.currencies = currencies;
  }

  @GetMapping("/api/order/pay/crypto-currency")
  Reply coins(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    return door.read(
        request,
        ORDERS_READ,
        call ->
            currencies.enabled(call.merchant()).stream().map(CurrenciesController::coin).toList());
  }

  @GetMapping("/api/order/pay/real-currency")
  Reply fiats(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    return door.read(
        request,
        ORDERS_READ,
        call -> {
          List<String> codes = currencies.fiats();
          boolean detail = call.query().number("detail", 0, 0, 1) == 1;
          return detail ? codes.stream().map(CurrenciesController::fiat).toList() : codes;
        });
  }

  private static Coin coin(Asset asset) {
    return new Coin(
        asset.chain().code(), asset.chain().name(), asset.code(), asset.contract(), asset.scale());
  }

  private static Fiat fiat(String code) {
    Currency currency = Currency.getInstance(code);
    return new Fiat(
        code, currency.getDisplayName(Locale.ENGLISH), currency.getDefaultFractionDigits());
  }
}
