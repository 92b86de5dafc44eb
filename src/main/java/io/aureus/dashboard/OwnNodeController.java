package io.aureus.dashboard;

import io.aureus.chains.lightning.NodeTarget;
import io.aureus.dashboard.OwnNodePage.Typed;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.Merchants;
import io.aureus.merchants.People;
import io.aureus.money.Asset;
import io.aureus.wallets.OwnNodes;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * The merchant's own node of Lightning. Its secret is taken and never shown: after a refusal it has
 * to be given again.
 */
@Controller("dashboardOwnNode")
class OwnNodeController {
  private static final String PAGE = "dashboard/ownnode";
  private static final Typed EMPTY = new Typed("lnd", "", "");

  private final OwnNodes nodes;
  private final OwnNodePages ownPages;
  private final LightningStanding standing;
  private final Merchants merchants;
  private final People people;
  private final MoneyProof money;
  private final SignInCheck check;
  private final Shells shells;
  private final Pages pages;

  OwnNodeController(
      OwnNodes nodes,
      OwnNodePages ownPages,
      LightningStanding standing,
      Merchants merchants,
      People people,
      MoneyProof money,
      SignInCheck check,
      Shells shells,
      Pages pages) {
    this.nodes = nodes;
    this.ownPages = ownPages;
    this.standing = standing;
    this.merchants = merchants;
    this.people = people;
    this.money = money;
    this.check = check;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping("/dashboard/lightning/own-node")
  ResponseEntity<String> show(@AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
    return pages.ok(PAGE, page(me, shell(request, me), stored(me)));
  }

  /** Its secret is none of what a page shows or a log has. */
  record Wish(
      @Nullable String program,
      @Nullable String url,
      @Nullable String pin,
      @Nullable String secret) {
    Typed typed() {
      return new Typed(text(program), text(url), text(pin));
    }

    static String text(@Nullable String given) {
      return Objects.requireNonNullElse(given, "").strip();
    }

    @Override
    public String toString() {
      return "Wish[" + program + "]";
    }
  }

  @PostMapping("/dashboard/lightning/own-node")
  ResponseEntity<String> bring(
      @AuthenticationPrincipal SignedIn me, HttpServletRequest request, Wish wish, Proof proof) {
    return changed(
        me,
        request,
        proof,
        wish.typed(),
        () -> {
          nodes.bring(me.merchant(), coin().chain(), target(wish), me.actor());
          return "It answered. Your new orders get their invoices from it.";
        });
  }

  @PostMapping("/dashboard/lightning/own-node/remove")
  ResponseEntity<String> remove(
      @AuthenticationPrincipal SignedIn me, HttpServletRequest request, Proof proof) {
    return changed(
        me,
        request,
        proof,
        EMPTY,
        () -> {
          nodes.remove(me.merchant(), coin().chain());
          return "New orders use the gateway's node again. What was given can still be paid.";
        });
  }

  private ResponseEntity<String> changed(
      SignedIn me, HttpServletRequest request, Proof proof, Typed typed, Supplier<String> deed) {
    HttpStatus status = HttpStatus.FORBIDDEN;
    try {
      if (!check.isOwner(me)) {
        throw new Refusal(ErrorCode.FORBIDDEN, "only the owner may change where money comes in");
      }
      money.check(me, proof, request);
      status = HttpStatus.BAD_REQUEST;
      String told = deed.get();
      return pages.ok(PAGE, page(me, shell(request, me).told(told), stored(me)));
    } catch (Refusal refusal) {
      Shell shell = shell(request, me).trouble(Texts.sentence(refusal.words()));
      return pages.answer(status, PAGE, page(me, shell, typed));
    }
  }

  private static NodeTarget target(Wish wish) {
    URI url;
    try {
      url = new URI(Wish.text(wish.url()));
    } catch (URISyntaxException e) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "the node's address must be http(s)://host:port");
    }
    return new NodeTarget(
        Wish.text(wish.program()),
        url,
        Wish.text(wish.pin()).replace(":", "").toLowerCase(Locale.ROOT),
        Wish.text(wish.secret()));
  }

  private OwnNodePage page(SignedIn me, Shell shell, Typed typed) {
    Asset coin = coin();
    return new OwnNodePage(
        shell,
        ownPages.node(me.merchant(), coin).orElse(null),
        ownPages.earlier(me.merchant()),
        typed,
        OwnNodePages.PROGRAMS,
        merchants.known(me.merchant()).enabledAssets().contains(coin.code()),
        people.hasSecondFactor(me.person()),
        check.isOwner(me));
  }

  /** How the node in use is reached, so that its secret alone may be changed. */
  private Typed stored(SignedIn me) {
    return nodes
        .active(me.merchant(), coin().chain())
        .map(node -> new Typed(node.program(), node.url(), node.pin()))
        .orElse(EMPTY);
  }

  private Asset coin() {
    return standing
        .coin()
        .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "There is no such page."));
  }

  private Shell shell(HttpServletRequest request, SignedIn me) {
    return shells.of(request, me, "lightning", "Your own Lightning node");
  }
}
