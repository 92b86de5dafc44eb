package io.aureus.dashboard;

import static java.util.Map.entry;

import java.util.Map;

/** The forms of the dashboard that take no app, by {@link MoneyDeedsTest}. */
final class FreeDeeds {
  /** Every other form of the dashboard, and why it needs no app. */
  static final Map<String, String> WHY =
      Map.ofEntries(
          entry("/dashboard/setup", "there is no account yet"),
          entry("/dashboard/invitation/{token}", "makes an account, which has no app yet"),
          entry("/dashboard/security/begin", "how one gets an app"),
          entry("/dashboard/security/enrol", "how one gets an app"),
          entry("/dashboard/security/recovery", "takes the app's code as it is"),
          entry("/dashboard/security/remove", "takes the app's code as it is"),
          entry("/dashboard/security/end", "signs out"),
          entry("/dashboard/people/take-back", "takes power away"),
          entry("/dashboard/people/remove", "takes power away"),
          entry("/dashboard/policy/stop", "stops money, in a hurry"),
          entry("/dashboard/destinations/remove", "fewer addresses may be paid"),
          entry("/dashboard/payouts/{id}/cancel", "the balance has the money again"),
          entry("/dashboard/payouts/{id}/transaction", "names what a wallet not ours has paid"),
          entry("/dashboard/payouts/{id}/signed", "signed by a wallet that is not ours"),
          entry("/dashboard/payouts/{id}/redeliver", "tells the shop again"),
          entry("/dashboard/orders/{id}/redeliver", "tells the shop again"),
          entry("/dashboard/orders/{id}/remaining", "asks for more"),
          entry("/dashboard/orders/{id}/terminate", "closes an order"),
          entry("/dashboard/orders/{id}/resolve", "takes what has come"),
          entry("/dashboard/withdraw/preview", "only shows"),
          entry("/dashboard/self-custody/compare", "only shows"),
          entry("/dashboard/self-custody/stop", "orders are paid to us again, which is the rule"),
          entry("/dashboard/confirmations", "when a payment counts; pays nobody"),
          entry("/dashboard/confirmations/remove", "when a payment counts; pays nobody"),
          entry("/dashboard/confirmations/risk", "when a payment counts; pays nobody"),
          entry("/dashboard/callbacks/rotate", "who may tell the shop"),
          entry("/dashboard/callbacks/options", "how the shop answers"),
          entry("/dashboard/callbacks/test", "takes the same proof as a new secret"),
          entry("/dashboard/first-steps/put-away", "hides a list"),
          entry("/dashboard/orders/{id}/sandbox/{name}", "the demo alone has it, and no money"),
          entry("/dashboard/deliveries/redeliver", "tells the shop again"),
          entry("/dashboard/settings", "the shop's name, and what may be missing"),
          entry("/dashboard/settings/redirects", "where payers' browsers go"),
          entry("/dashboard/coins", "what payers may choose"),
          entry("/dashboard/checkout", "how the payment page looks"),
          entry("/dashboard/checkout/logo", "how the payment page looks"),
          entry("/dashboard/checkout/logo/remove", "how the payment page looks"),
          entry("/dashboard/lightning-address", "what is sent there is the merchant's own"),
          entry("/dashboard/lightning-address/off", "takes less"),
          entry("/dashboard/unspent/{whose}/label", "words alone"),
          entry("/dashboard/unspent/{whose}/labels", "frees no coin of the gateway"));

  private FreeDeeds() {}
}
