package io.aureus.dashboard;

import io.aureus.errors.Refusal;
import io.aureus.merchants.LightningNames;
import io.aureus.orders.LightningAddresses;
import io.aureus.web.Pages;
import io.aureus.web.PublicUrl;
import io.aureus.web.QrPicture;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The address at which wallets pay the merchant whatever their people like. */
@Controller("dashboardLightningAddress")
class LightningAddressController {
  private final LightningAddresses addresses;
  private final PublicUrl publicUrl;
  private final Shells shells;
  private final Pages pages;

  LightningAddressController(
      LightningAddresses addresses, PublicUrl publicUrl, Shells shells, Pages pages) {
    this.addresses = addresses;
    this.publicUrl = publicUrl;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping("/dashboard/lightning-address")
  ResponseEntity<String> show(@AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
    return pages.ok("dashboard/lightningaddress", page(shell(request, me), me));
  }

  @PostMapping("/dashboard/lightning-address")
  ResponseEntity<String> switchOn(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String name) {
    String typed = name.strip().toLowerCase(Locale.ROOT);
    try {
      addresses.switchOn(me.merchant(), typed);
    } catch (Refusal refusal) {
      Shell shell = shell(request, me).trouble(Texts.sentence(refusal.words()));
      return pages.answer(HttpStatus.BAD_REQUEST, "dashboard/lightningaddress", page(shell, me));
    }
    Shell shell = shell(request, me).told("Switched on. Wallets can pay it now.");
    return pages.ok("dashboard/lightningaddress", page(shell, me));
  }

  @PostMapping("/dashboard/lightning-address/off")
  ResponseEntity<String> switchOff(
      @AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
    addresses.switchOff(me.merchant());
    Shell shell = shell(request, me).told("Switched off. Nobody else can take its name.");
    return pages.ok("dashboard/lightningaddress", page(shell, me));
  }

  private LightningAddressPage page(Shell shell, SignedIn me) {
    Optional<LightningNames.Name> last = addresses.of(me.merchant());
    String name = last.map(LightningNames.Name::name).orElse("");
    boolean isKept = last.map(LightningNames.Name::isOn).orElse(false);
    String obstacle = addresses.obstacle(me.merchant()).orElse("");
    boolean isOn = isKept && obstacle.isEmpty();
    String lnurl =
        isOn ? LightningAddressPage.lnurl(publicUrl.of("/.well-known/lnurlp/" + name)) : "";
    return new LightningAddressPage(
        shell,
        name,
        publicUrl.host(),
        isOn,
        isKept,
        obstacle.isEmpty() ? "" : Texts.sentence(obstacle),
        lnurl,
        lnurl.isEmpty() ? null : QrPicture.of(lnurl));
  }

  private Shell shell(HttpServletRequest request, SignedIn me) {
    return shells.of(request, me, "coins", "Lightning address");
  }
}
