package io.aureus.api;

import io.aureus.callbacks.CallbackUrls;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Asset;
import io.aureus.money.FiatAmount;
import io.aureus.orders.NewOrder;
import io.aureus.orders.OrderTerms;
import io.aureus.orders.OrderTerms.Origin;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a request wishes for, in each of the five forms in which orders are asked for. */
final class OrderWishes {
  private static final String OWN_PLATFORM = "AURPAY";

  private final Currencies currencies;
  private final CallbackUrls callbackUrls;

  OrderWishes(Currencies currencies, CallbackUrls callbackUrls) {
    this.currencies = currencies;
    this.callbackUrls = callbackUrls;
  }

  /** {@code pay-url}: the payer chooses the coin. */
  NewOrder payUrl(ApiCall call) {
    Fields body = call.body();
    FiatAmount price = currencies.price("currency", body.code("currency"), body.price("price"));
    return wish(call, price, body.flag("fixed_encrypt_price"), null, apiTerms(call, body));
  }

  /** {@code pay-info}: the shop chooses the coin. */
  NewOrder payInfo(ApiCall call) {
    Fields body = call.body();
    Asset asset = currencies.asset(call.merchant(), body.code("chain"), body.code("currency"));
    FiatAmount price =
        currencies.price("vs_currency", body.code("vs_currency"), body.price("vs_price"));
    return wish(call, price, body.flag("fixed_encrypt_price"), asset, apiTerms(call, body));
  }

  /** {@code bln/order}: on Lightning; without the switch for a fixed price. */
  NewOrder lightning(ApiCall call) {
    Fields body = call.body();
    FiatAmount price = currencies.price("currency", body.code("currency"), body.price("price"));
    Asset asset = currencies.lightning(call.merchant());
    return wish(call, price, false, asset, apiTerms(call, body));
  }

  /** {@code order/plugin}: here {@code callback} is where the browser returns to. */
  NewOrder plugin(ApiCall call) {
    Fields body = call.body();
    Asset asset = currencies.asset(call.merchant(), body.code("chain"), body.code("currency"));
    Fields origin = body.object("origin");
    return wish(
        call, pluginPrice(origin), false, asset, pluginTerms(call, body, body.url("callback")));
  }

  /** {@code pay/token}: the plugin builds the payer's link from the token itself. */
  NewOrder token(ApiCall call) {
    Fields body = call.body();
    Optional<String> userId = body.text("user_id", 64);
    if (userId.isPresent() && !userId.get().equals(call.merchant().value())) {
      throw new Refusal(
          ErrorCode.UNAUTHORIZED,
          "user_id: \"%s\" is not the merchant that this key belongs to"
              .formatted(Shown.of(userId.get())));
    }
    Fields origin = body.object("origin");
    return wish(
        call, pluginPrice(origin), false, null, pluginTerms(call, body, origin.url("succeed_url")));
  }

  private FiatAmount pluginPrice(Fields origin) {
    return currencies.price("origin.currency", origin.code("currency"), origin.price("price"));
  }

  private static NewOrder wish(
      ApiCall call, FiatAmount price, boolean fixed, @Nullable Asset asset, OrderTerms terms) {
    return new NewOrder(
        call.merchant(), "ORDER", price, fixed, asset, terms, asset == null, call.idempotencyRef());
  }

  private OrderTerms apiTerms(ApiCall call, Fields body) {
    String succeed = body.url("succeed_url");
    // Aurpay's own field list spells it so; who sends both means the right one.
    String misspelt = body.url("succend_url");
    return new OrderTerms(
        succeed == null ? misspelt : succeed,
        body.url("timeout_url"),
        callback(body, "callback_url"),
        callback(body, "timeout_callback"),
        body.flag("enable_post_callback"),
        OWN_PLATFORM,
        Origin.API,
        body.reference("bind_id").or(() -> body.reference("id")).orElse(null),
        null,
        call.caller().apiKeyId());
  }

  private OrderTerms pluginTerms(ApiCall call, Fields body, @Nullable String returnTo) {
    Fields origin = body.object("origin");
    return new OrderTerms(
        returnTo,
        null,
        callback(origin, "callback_url"),
        null,
        false,
        body.requiredText("platform", 64).toUpperCase(Locale.ROOT),
        Origin.PLUGIN,
        origin.reference("id").orElse(null),
        origin.text("url", 2048).orElse(null),
        call.caller().apiKeyId());
  }

  /** An address that could never be called is refused now, and not when the order is paid. */
  private @Nullable String callback(Fields fields, String name) {
    String url = fields.url(name);
    if (url != null) {
      callbackUrls.check(fields.path(name), url);
    }
    return url;
  }
}
