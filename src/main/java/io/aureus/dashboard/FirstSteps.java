package io.aureus.dashboard;

import io.aureus.callbacks.CallbackTests;
import io.aureus.callbacks.Deliveries;
import io.aureus.merchants.Credentials;
import io.aureus.merchants.Merchant;
import io.aureus.merchants.Merchants;
import io.aureus.orders.OrderBook;
import java.util.List;
import java.util.Optional;

/**
 * What a new merchant does first, and what of it is done: read from what there is, with nothing
 * kept but that the list was put away.
 */
final class FirstSteps {
  private final Merchants merchants;
  private final Credentials credentials;
  private final CallbackTests tests;
  private final Deliveries deliveries;
  private final OrderBook orders;
  private final FirstStepsRows rows;

  FirstSteps(
      Merchants merchants,
      Credentials credentials,
      CallbackTests tests,
      Deliveries deliveries,
      OrderBook orders,
      FirstStepsRows rows) {
    this.merchants = merchants;
    this.credentials = credentials;
    this.tests = tests;
    this.deliveries = deliveries;
    this.orders = orders;
    this.rows = rows;
  }

  /** Empty once all is done, or the list was put away. */
  Optional<FirstStepsView> of(SignedIn me) {
    String id = me.merchantId();
    if (rows.isPutAway(id)) {
      return Optional.empty();
    }
    FirstStepsView view = view(merchants.known(me.merchant()));
    if (view.steps().stream().allMatch(FirstStepsView.Step::done)) {
      // It has done its work, and need not be read again at every look.
      rows.putAway(id);
      return Optional.empty();
    }
    return Optional.of(view);
  }

  void putAway(SignedIn me) {
    rows.putAway(me.merchantId());
  }

  private FirstStepsView view(Merchant merchant) {
    boolean hasKey =
        credentials.keys(merchant.id()).stream().anyMatch(key -> key.revokedAt() == null)
            || credentials.tokens(merchant.id()).stream().anyMatch(key -> key.revokedAt() == null);
    boolean isCalled =
        tests.wasReceived(merchant)
            || deliveries.endpoints(merchant.id()).stream().anyMatch(host -> host.failures() == 0);
    return new FirstStepsView(
        List.of(
            new FirstStepsView.Step(
                !merchant.enabledAssets().isEmpty(),
                "Choose the coins that you take",
                "Payers see these, and no others.",
                "/dashboard/coins"),
            new FirstStepsView.Step(
                hasKey,
                "Make an API key",
                "Your shop's plugin or program makes orders with it.",
                "/dashboard/keys"),
            new FirstStepsView.Step(
                isCalled,
                "Test the callback",
                "It tells your shop that an order is paid.",
                "/dashboard/callbacks#test"),
            new FirstStepsView.Step(
                orders.wasOnePaid(merchant.id()),
                "Have the first order paid",
                "Make one with the key; it appears on this page, and its payment too.",
                "/dashboard/keys#first-order")));
  }
}
