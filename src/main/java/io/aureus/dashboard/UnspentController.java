package io.aureus.dashboard;

import io.aureus.dashboard.UnspentPage.Coin;
import io.aureus.dashboard.UnspentPage.Filter;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.CoinPoint;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.People;
import io.aureus.merchants.Role;
import io.aureus.payouts.CoinNotes;
import io.aureus.payouts.HeldCoins;
import io.aureus.payouts.HeldCoins.Held;
import io.aureus.payouts.HeldCoins.Query;
import io.aureus.payouts.HeldCoins.Standing;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Coins one by one: {@code own} are those of the merchant's own wallet, {@code gateway} those of
 * this installation, which the operator alone sees.
 */
@Controller("dashboardUnspent")
class UnspentController {
  private static final String PAGE = "dashboard/unspent";
  private static final String GATEWAY = "gateway";
  private static final int ROWS = 20;
  private static final int LONGEST_TEXT = 300;
  private static final Pattern POINT = Pattern.compile("([0-9a-f]{64}):([0-9]{1,10})");

  private final HeldCoins coins;
  private final CoinNotes notes;
  private final UnspentViews views;
  private final SignInCheck check;
  private final People people;
  private final MoneyProof money;
  private final Shells shells;
  private final Deeds deeds;
  private final Pages pages;

  UnspentController(
      HeldCoins coins,
      CoinNotes notes,
      UnspentViews views,
      SignInCheck check,
      People people,
      MoneyProof money,
      Shells shells,
      Deeds deeds,
      Pages pages) {
    this.coins = coins;
    this.notes = notes;
    this.views = views;
    this.check = check;
    this.people = people;
    this.money = money;
    this.shells = shells;
    this.deeds = deeds;
    this.pages = pages;
  }

  @GetMapping("/dashboard/unspent/{whose}")
  ResponseEntity<String> list(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @PathVariable String whose,
      Filter filter) {
    owner(me, whose);
    return pages.ok(PAGE, page(shell(request, me, whose), me, whose, filter));
  }

  @GetMapping("/dashboard/unspent/{whose}/csv")
  void csv(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String whose,
      Filter filter,
      HttpServletResponse response)
      throws IOException {
    Query query = query(owner(me, whose), whole(filter));
    file(response, "text/csv;charset=UTF-8", "coins-" + whose + ".csv");
    new UnspentFile(coins).write(query, response.getWriter());
  }

  @GetMapping("/dashboard/unspent/{whose}/labels")
  void labels(
      @AuthenticationPrincipal SignedIn me,
      @PathVariable String whose,
      HttpServletResponse response)
      throws IOException {
    String lines = notes.export(owner(me, whose));
    file(response, "application/jsonl;charset=UTF-8", "labels-" + whose + ".jsonl");
    response.getWriter().write(lines);
  }

  @PostMapping("/dashboard/unspent/{whose}/label")
  ResponseEntity<String> label(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @PathVariable String whose,
      Filter filter,
      @RequestParam Map<String, String> form) {
    MerchantId owner = owner(me, whose);
    return deeds.act(
        shell(request, me, whose),
        () -> {
          CoinPoint point = point(form);
          notes.label(owner, point, form.getOrDefault("label", ""), me.actor());
          notes.labelAddress(owner, point, form.getOrDefault("address-label", ""), me.actor());
          return "Kept.";
        },
        PAGE,
        shell -> page(shell, me, whose, filter));
  }

  /** The gateway's coins pay everybody: keeping them back can stop payouts. */
  @PostMapping("/dashboard/unspent/{whose}/freeze")
  ResponseEntity<String> freeze(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @PathVariable String whose,
      Filter filter,
      Proof proof,
      @RequestParam Map<String, String> form) {
    MerchantId owner = owner(me, whose);
    return deeds.act(
        shell(request, me, whose),
        () -> {
          boolean frozen = "yes".equals(form.get("frozen"));
          if (owner == null && frozen) {
            proof.check(people, me, request);
          } else if (owner == null) {
            money.check(me, proof, request);
          }
          notes.freeze(owner, point(form), frozen, me.actor());
          return frozen
              ? "No new transaction spends it. One that spends it already goes on."
              : "It may be spent again.";
        },
        PAGE,
        shell -> page(shell, me, whose, filter));
  }

  @PostMapping("/dashboard/unspent/{whose}/labels")
  ResponseEntity<String> take(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @PathVariable String whose,
      Proof proof,
      @RequestParam(defaultValue = "") String labels) {
    MerchantId owner = owner(me, whose);
    return deeds.act(
        shell(request, me, whose),
        () -> {
          if (owner == null) {
            proof.check(people, me, request);
          }
          CoinNotes.Taken taken = notes.take(owner, labels, me.actor());
          return "Taken: %d. Passed over, since nothing here has that name: %d."
              .formatted(taken.taken(), taken.passedOver());
        },
        PAGE,
        shell -> page(shell, me, whose, new Filter("", "", "", "")));
  }

  /**
   * Whose coins are meant; null for the gateway's.
   *
   * @throws Refusal {@code NOT_FOUND}; {@code FORBIDDEN}
   */
  private @Nullable MerchantId owner(SignedIn me, String whose) {
    if (whose.equals("own")) {
      return me.merchant();
    }
    if (!whose.equals(GATEWAY)) {
      throw new Refusal(ErrorCode.NOT_FOUND, "There is no such page.");
    }
    if (!check.isOperator(me)) {
      throw new Refusal(
          ErrorCode.FORBIDDEN, "Only the operator sees the coins that the gateway holds.");
    }
    return null;
  }

  private Shell shell(HttpServletRequest request, SignedIn me, String whose) {
    return whose.equals(GATEWAY)
        ? shells.of(request, me, "system", "The gateway's coins")
        : shells.of(request, me, "wallets", "Coins of your own wallet");
  }

  private UnspentPage page(Shell shell, SignedIn me, String whose, Filter typed) {
    Filter filter = whole(typed);
    Query query = query(owner(me, whose), filter);
    boolean isFirst = !filter.before().matches("[0-9]{1,18}");
    long before = isFirst ? HeldCoins.START : Long.parseLong(filter.before());
    List<Held> found = coins.page(query, before, ROWS);
    List<Coin> shown = new ArrayList<>();
    for (Held held : found) {
      shown.add(views.coin(shown.size() + 1, held, me.merchant()));
    }
    return new UnspentPage(
        shell,
        "/dashboard/unspent/" + whose,
        whose.equals(GATEWAY),
        check.isOperator(me),
        check.role(me).filter(Role::mayChange).isPresent(),
        filter,
        views.choices(),
        address("", filter, ""),
        coins.sums(query).stream().map(UnspentViews::sum).toList(),
        shown,
        isFirst ? "" : address("/dashboard/unspent/" + whose, filter, ""),
        found.size() < ROWS
            ? ""
            : address("/dashboard/unspent/" + whose, filter, String.valueOf(found.getLast().no())));
  }

  /** A field that is not in the address is empty. */
  private static Filter whole(Filter filter) {
    return new Filter(
        text(filter.asset()), text(filter.standing()), text(filter.text()), text(filter.before()));
  }

  private static String text(@Nullable String value) {
    String text = value == null ? "" : value.replace("\0", "").strip();
    return text.substring(0, Math.min(LONGEST_TEXT, text.length()));
  }

  private static Query query(@Nullable MerchantId owner, Filter filter) {
    Standing standing =
        Arrays.stream(Standing.values())
            .filter(one -> one.name().equals(filter.standing()))
            .findFirst()
            .orElse(null);
    return new Query(
        owner, filter.asset().isEmpty() ? null : filter.asset(), standing, filter.text());
  }

  private static String address(String path, Filter filter, String before) {
    return UriComponentsBuilder.fromPath(path)
        .queryParam("asset", "{asset}")
        .queryParam("standing", "{standing}")
        .queryParam("text", "{text}")
        .queryParam("before", "{before}")
        .encode()
        .buildAndExpand(filter.asset(), filter.standing(), filter.text(), before)
        .toUriString();
  }

  private static CoinPoint point(Map<String, String> form) {
    Matcher point = POINT.matcher(form.getOrDefault("point", ""));
    if (!point.matches()) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "Please use the buttons of this page.");
    }
    try {
      return new CoinPoint(point.group(1), Long.parseLong(point.group(2)));
    } catch (IllegalArgumentException e) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "Please use the buttons of this page.");
    }
  }

  private static void file(HttpServletResponse response, String type, String name) {
    response.setStatus(HttpStatus.OK.value());
    response.setContentType(type);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }
}
