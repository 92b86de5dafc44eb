package io.aureus.dashboard;

import io.aureus.errors.Refusal;
import io.aureus.merchants.Merchant;
import io.aureus.merchants.MerchantChange;
import io.aureus.merchants.MerchantSettings;
import io.aureus.merchants.Merchants;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Which coins the merchant takes. */
@Controller("dashboardCoins")
class CoinsController {
  private final Merchants merchants;
  private final MerchantSettings settings;
  private final Catalogue catalogue;
  private final Shells shells;
  private final Pages pages;

  CoinsController(
      Merchants merchants,
      MerchantSettings settings,
      Catalogue catalogue,
      Shells shells,
      Pages pages) {
    this.merchants = merchants;
    this.settings = settings;
    this.catalogue = catalogue;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping("/dashboard/coins")
  ResponseEntity<String> coins(@AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
    List<String> enabled = merchants.known(me.merchant()).enabledAssets();
    return pages.ok("dashboard/coins", page(shell(request, me), enabled));
  }

  @PostMapping("/dashboard/coins")
  ResponseEntity<String> change(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(name = "coin", defaultValue = "") List<String> coins) {
    Merchant now = merchants.known(me.merchant());
    if (coins.isEmpty()) {
      Shell shell = shell(request, me).trouble("Take at least one coin: a shop must be payable.");
      return pages.answer(
          HttpStatus.BAD_REQUEST, "dashboard/coins", page(shell, now.enabledAssets()));
    }
    try {
      settings.change(
          now.id(),
          new MerchantChange(
              now.name(), now.toleranceBps(), now.acceptAny2xx(), now.successAlias(), coins));
    } catch (Refusal refusal) {
      Shell shell = shell(request, me).trouble(Texts.sentence(refusal.words()));
      return pages.answer(
          HttpStatus.BAD_REQUEST, "dashboard/coins", page(shell, now.enabledAssets()));
    }
    return pages.ok(
        "dashboard/coins", page(shell(request, me).told("Kept. New orders follow it."), coins));
  }

  private Shell shell(HttpServletRequest request, SignedIn me) {
    return shells.of(request, me, "coins", "Coins");
  }

  private CoinsPage page(Shell shell, List<String> enabled) {
    return new CoinsPage(
        shell, catalogue.assets().stream().map(asset -> coin(asset, enabled)).toList());
  }

  private static CoinsPage.Coin coin(Asset asset, List<String> enabled) {
    return new CoinsPage.Coin(
        asset.code(),
        asset.symbol(),
        asset.chain().name(),
        asset.chain().isLightning()
            ? "Paid by an invoice and final at once. It comes to the gateway's node, also where"
                + " other coins go to your own wallet."
            : "",
        enabled.contains(asset.code()));
  }
}
