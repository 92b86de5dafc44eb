package io.aureus.dashboard;

import io.aureus.dashboard.KeysPage.Fresh;
import io.aureus.dashboard.KeysPage.KeyLine;
import io.aureus.dashboard.KeysPage.ScopeChoice;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.Credentials;
import io.aureus.merchants.KeyInfo;
import io.aureus.merchants.Merchants;
import io.aureus.merchants.NewApiKey;
import io.aureus.merchants.NewApiToken;
import io.aureus.merchants.People;
import io.aureus.merchants.Scope;
import io.aureus.web.Pages;
import io.aureus.web.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * API Management. A value is in the answer to the click that made it and nowhere else: no redirect,
 * so that it need not be kept for the page after.
 */
@Controller("dashboardKeys")
class KeysController {
  private static final Duration OVERLAP = Duration.ofHours(24);
  private static final List<String> PLATFORMS =
      List.of(
          Credentials.OWN_PLATFORM, "WOOCOMMERCE", "EASYDIGITALDOWNLOADS", "PAIDMEMBERSHIPSPRO");

  private final Credentials credentials;
  private final Merchants merchants;
  private final People people;
  private final MoneyProof money;
  private final PublicUrl publicUrl;
  private final Shells shells;
  private final Pages pages;

  KeysController(
      Credentials credentials,
      Merchants merchants,
      People people,
      MoneyProof money,
      PublicUrl publicUrl,
      Shells shells,
      Pages pages) {
    this.credentials = credentials;
    this.merchants = merchants;
    this.people = people;
    this.money = money;
    this.publicUrl = publicUrl;
    this.shells = shells;
    this.pages = pages;
  }

  /**
   * @param platform from a plugin's link: the platform that a key is wanted for
   */
  @GetMapping("/dashboard/keys")
  ResponseEntity<String> keys(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String platform) {
    return pages.ok("dashboard/keys", page(me, shell(request, me), List.of(), platform));
  }

  /** A key that moves no money is made with the session alone. */
  @PostMapping("/dashboard/keys/make")
  ResponseEntity<String> make(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String platform,
      @RequestParam(name = "scope", defaultValue = "") List<String> ticked,
      Proof proof) {
    return answer(
        me,
        request,
        () -> {
          Set<Scope> scopes = scopes(me, platform, ticked);
          if (scopes.contains(Scope.PAYOUTS)) {
            money.check(me, proof, request);
          }
          return fresh(credentials.createKey(me.merchant(), platform, scopes));
        });
  }

  @PostMapping("/dashboard/keys/change")
  ResponseEntity<String> change(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String key,
      @RequestParam(defaultValue = "") String what,
      Proof proof) {
    return answer(
        me,
        request,
        () -> {
          if (what.equals("revoke")) {
            credentials.revokeKey(me.merchant(), number(key));
            return List.of();
          }
          if (movesMoney(credentials.keys(me.merchant()), number(key))) {
            money.check(me, proof, request);
          }
          return fresh(credentials.rotateKey(me.merchant(), number(key), overlap(what)));
        });
  }

  private static boolean movesMoney(List<KeyInfo> all, long id) {
    return all.stream().anyMatch(info -> info.id() == id && info.scopes().contains(Scope.PAYOUTS));
  }

  /** A token signs without its secret ever being seen again: the person proves himself again. */
  @PostMapping("/dashboard/tokens/make")
  ResponseEntity<String> makeToken(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(name = "scope", defaultValue = "") List<String> ticked,
      Proof proof) {
    return answer(
        me,
        request,
        () -> {
          Set<Scope> scopes = among(Scope.TOKEN, ticked);
          check(me, scopes.contains(Scope.PAYOUTS), proof, request);
          return fresh(credentials.createToken(me.merchant(), scopes));
        });
  }

  @PostMapping("/dashboard/tokens/change")
  ResponseEntity<String> changeToken(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String what,
      Proof proof) {
    return answer(
        me,
        request,
        () -> {
          if (what.equals("revoke")) {
            credentials.revokeToken(me.merchant(), number(token));
            return List.of();
          }
          boolean moves = movesMoney(credentials.tokens(me.merchant()), number(token));
          check(me, moves, proof, request);
          return fresh(credentials.rotateToken(me.merchant(), number(token), overlap(what)));
        });
  }

  private void check(SignedIn me, boolean movesMoney, Proof proof, HttpServletRequest request) {
    if (movesMoney) {
      money.check(me, proof, request);
    } else {
      proof.check(people, me, request);
    }
  }

  private ResponseEntity<String> answer(
      SignedIn me, HttpServletRequest request, Supplier<List<Fresh>> deed) {
    Shell shell = shell(request, me);
    try {
      List<Fresh> fresh = deed.get();
      Shell told = shell.told(fresh.isEmpty() ? "Revoked." : "Made. Copy it before you go on.");
      return pages.ok("dashboard/keys", page(me, told, fresh, ""));
    } catch (Refusal refusal) {
      return pages.answer(
          HttpStatus.BAD_REQUEST,
          "dashboard/keys",
          page(me, shell.trouble(Texts.sentence(refusal.words())), List.of(), ""));
    }
  }

  private Shell shell(HttpServletRequest request, SignedIn me) {
    return shells.of(request, me, "keys", "API Management");
  }

  private KeysPage page(SignedIn me, Shell shell, List<Fresh> fresh, String platform) {
    String wanted = platform.toUpperCase(Locale.ROOT);
    boolean asked = wanted.matches("[A-Z0-9_-]{1,40}");
    List<String> platforms = new ArrayList<>(PLATFORMS);
    if (asked && !platforms.contains(wanted)) {
      platforms.add(wanted);
    }
    return new KeysPage(
        shell,
        fresh,
        credentials.keys(me.merchant()).stream().map(KeysController::line).toList(),
        credentials.tokens(me.merchant()).stream().map(KeysController::line).toList(),
        platforms,
        choices(grantable(me)),
        choices(Scope.TOKEN),
        people.hasSecondFactor(me.person()),
        asked ? wanted : Credentials.OWN_PLATFORM,
        asked,
        me.merchantId(),
        publicUrl.of("/api/order/pay-info"));
  }

  /** Moving money out is offered where keys may do so, and never ticked beforehand. */
  private static List<ScopeChoice> choices(Set<Scope> grantable) {
    return grantable.stream()
        .map(scope -> new ScopeChoice(scope.name(), words(scope), Scope.KEY.contains(scope)))
        .toList();
  }

  private Set<Scope> grantable(SignedIn me) {
    return merchants.known(me.merchant()).keyPayouts() ? Scope.TOKEN : Scope.KEY;
  }

  private static KeyLine line(KeyInfo info) {
    return new KeyLine(
        Long.toString(info.id()),
        info.hint(),
        info.platform(),
        info.scopes().stream()
            .sorted()
            .map(KeysController::words)
            .collect(Collectors.joining(", ")),
        info.scopes().contains(Scope.PAYOUTS),
        Texts.time(info.createdAt()),
        info.lastUsedAt() == null ? "never" : Texts.time(info.lastUsedAt()),
        Texts.time(info.revokedAt()));
  }

  private static String words(Scope scope) {
    return switch (scope) {
      case ORDERS_CREATE -> "make orders";
      case ORDERS_READ -> "read orders";
      case ORDERS_RESOLVE -> "resolve orders";
      case EVENTS_READ -> "read events";
      case WALLETS_READ -> "read wallets";
      case PAYOUTS -> "move money out";
    };
  }

  /**
   * A plugin's key travels in callback addresses: it gets what a plugin needs, whatever is ticked.
   */
  private Set<Scope> scopes(SignedIn me, String platform, List<String> ticked) {
    if (!platform.equalsIgnoreCase(Credentials.OWN_PLATFORM)) {
      return Scope.PLUGIN;
    }
    return among(grantable(me), ticked);
  }

  private static Set<Scope> among(Set<Scope> grantable, List<String> ticked) {
    return grantable.stream()
        .filter(scope -> ticked.contains(scope.name()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
  }

  private static List<Fresh> fresh(NewApiKey made) {
    return List.of(new Fresh("fresh-key", "API-Key", made.key()));
  }

  private static List<Fresh> fresh(NewApiToken made) {
    return List.of(
        new Fresh("fresh-token", "API-Token", made.token()),
        new Fresh("fresh-secret", "API Secret", made.secret()));
  }

  private static Duration overlap(String what) {
    return switch (what) {
      case "rotate" -> Duration.ZERO;
      case "rotate-softly" -> OVERLAP;
      default -> throw unknown();
    };
  }

  private static long number(@Nullable String id) {
    if (id == null || !id.matches("[0-9]{1,18}")) {
      throw unknown();
    }
    return Long.parseLong(id);
  }

  private static Refusal unknown() {
    return new Refusal(ErrorCode.BAD_REQUEST, "Please use the buttons of this page.");
  }
}
