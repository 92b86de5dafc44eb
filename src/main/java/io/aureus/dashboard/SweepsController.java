package io.aureus.dashboard;

import io.aureus.dashboard.SweepsPage.Coin;
import io.aureus.dashboard.SweepsPage.Left;
import io.aureus.money.Amount;
import io.aureus.payouts.Sweeps;
import io.aureus.payouts.Sweeps.Preview;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What lies on orders' addresses, and what it would cost to bring it in. */
@Controller("dashboardSweeps")
class SweepsController {
  private final Sweeps sweeps;
  private final Shells shells;
  private final Pages pages;

  SweepsController(Sweeps sweeps, Shells shells, Pages pages) {
    this.sweeps = sweeps;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping("/dashboard/sweeps")
  ResponseEntity<String> preview(@AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
    return pages.ok(
        "dashboard/sweeps",
        new SweepsPage(
            shells.of(request, me, "system", "Sweeps"),
            sweeps.previews().stream().map(SweepsController::coin).toList()));
  }

  private static Coin coin(Preview preview) {
    return new Coin(
        preview.asset().code(),
        text(preview.lying()),
        addresses(preview),
        preview.moves().isPositive() ? text(preview.moves()) : "",
        way(preview),
        "%s in %s".formatted(text(preview.cost()), count(preview.transactions(), "transaction")),
        preview.unknown().isEmpty() ? "" : Texts.sentence(preview.unknown()),
        preview.left().stream().map(SweepsController::left).toList());
  }

  private static String addresses(Preview preview) {
    String on =
        preview.addresses() == 1
            ? "on 1 address"
            : "on %d addresses".formatted(preview.addresses());
    return preview.resting() == 0
        ? on
        : on + "; %d of them rest: a sweep is on its way or was tried".formatted(preview.resting());
  }

  private static String way(Preview preview) {
    return switch (preview.way()) {
      case NOTHING -> "Nothing would be swept now.";
      case TOGETHER -> "One transaction of the hot address sweeps many; they need no gas.";
      case ONE_BY_ONE ->
          preview.asset().isNative()
              ? "Each address sends what it has, and pays its own gas."
              : "Each address is given its gas, and then sends the token.";
      case CONTRACT_FIRST ->
          "First the contract that sweeps many at once is put on the chain; that is done once.";
    };
  }

  private static Left left(Sweeps.Left left) {
    Amount cost = left.cost();
    return new Left(
        left.address(),
        text(left.amount()),
        cost == null ? "" : text(cost),
        Texts.sentence(left.why()));
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String text(Amount amount) {
    return amount.text() + " " + amount.asset().code();
  }
}
