package io.aureus.dashboard;

import io.aureus.books.Books;
import io.aureus.chains.ChainProgress;
import io.aureus.chains.ChainProgress.Cursor;
import io.aureus.dashboard.SystemPage.BookLine;
import io.aureus.dashboard.SystemPage.ChainLine;
import io.aureus.dashboard.SystemPage.NodeLine;
import io.aureus.dashboard.SystemPage.RateLine;
import io.aureus.dashboard.SystemPage.SourceLine;
import io.aureus.errors.Refusal;
import io.aureus.keys.Seeds;
import io.aureus.merchants.People;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.money.FiatAmount;
import io.aureus.pricing.Quotes;
import io.aureus.pricing.Rate;
import io.aureus.pricing.RateHealth;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** How the chains, their nodes and the rates are; and the seed's back-up, once. */
@Controller("dashboardSystem")
class SystemController {
  /** More than this unread is worth a look: a few blocks are always on their way. */
  private static final long BEHIND = 10;

  private static final FiatAmount SAMPLE = new FiatAmount("USD", new BigDecimal("100"));

  private final ChainProgress progress;
  private final Catalogue catalogue;
  private final Quotes quotes;
  private final RateHealth rateHealth;
  private final Books books;
  private final Seeds seeds;
  private final People people;
  private final MoneyProof money;
  private final SignInCheck check;
  private final Shells shells;
  private final Pages pages;

  SystemController(
      ChainProgress progress,
      Catalogue catalogue,
      Quotes quotes,
      RateHealth rateHealth,
      Books books,
      Seeds seeds,
      People people,
      MoneyProof money,
      SignInCheck check,
      Shells shells,
      Pages pages) {
    this.progress = progress;
    this.catalogue = catalogue;
    this.quotes = quotes;
    this.rateHealth = rateHealth;
    this.books = books;
    this.seeds = seeds;
    this.people = people;
    this.money = money;
    this.check = check;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping("/dashboard/system")
  ResponseEntity<String> system(@AuthenticationPrincipal SignedIn me, HttpServletRequest request) {
    return pages.ok("dashboard/system", page(me, shell(request, me), List.of()));
  }

  /** The words are every merchant's money: for the operator, and for no open session alone. */
  @PostMapping("/dashboard/system/words")
  ResponseEntity<String> words(
      @AuthenticationPrincipal SignedIn me, HttpServletRequest request, Proof proof) {
    if (!check.isOperator(me)) {
      return refused(me, request, HttpStatus.FORBIDDEN, "Only the operator may see the words.");
    }
    try {
      money.check(me, proof, request);
    } catch (Refusal refusal) {
      return refused(me, request, HttpStatus.FORBIDDEN, Texts.sentence(refusal.words()));
    }
    Optional<List<String>> words = seeds.revealOnce();
    if (words.isPresent()) {
      return pages.ok("dashboard/system", page(me, shell(request, me), words.get()));
    }
    return refused(
        me, request, HttpStatus.CONFLICT, "The words were shown before. They are not shown twice.");
  }

  private ResponseEntity<String> refused(
      SignedIn me, HttpServletRequest request, HttpStatus status, String why) {
    Shell shell = shell(request, me).trouble(why);
    return pages.answer(status, "dashboard/system", page(me, shell, List.of()));
  }

  private Shell shell(HttpServletRequest request, SignedIn me) {
    return shells.of(request, me, "system", "System");
  }

  private SystemPage page(SignedIn me, Shell shell, List<String> words) {
    return new SystemPage(
        shell,
        catalogue.chains().stream().map(this::chain).toList(),
        progress.health().stream().map(this::node).toList(),
        catalogue.assets().stream().map(this::rate).toList(),
        rateHealth.sources().stream().map(SystemController::source).toList(),
        books.compared().stream().map(SystemController::book).toList(),
        words,
        !seeds.wasShown() && check.isOperator(me),
        people.hasSecondFactor(me.person()));
  }

  private ChainLine chain(Chain chain) {
    Optional<Cursor> cursor = progress.cursor(chain.code());
    if (cursor.isEmpty()) {
      return new ChainLine(chain.name(), "not yet", "", "", "", false);
    }
    Cursor at = cursor.get();
    if (chain.isLightning()) {
      return settlements(chain, at);
    }
    long behind = Math.max(0, at.head() - at.number());
    return new ChainLine(
        chain.name(),
        Long.toString(at.number()),
        Texts.time(at.time()),
        Long.toString(at.head()),
        Long.toString(behind),
        behind <= BEHIND);
  }

  /** It has no blocks: what counts is until when all that the node settled was read. */
  private ChainLine settlements(Chain chain, Cursor at) {
    boolean isGood =
        progress.health().stream()
            .filter(node -> node.chain().equals(chain.code()))
            .allMatch(ChainProgress.NodeHealth::healthy);
    return new ChainLine(chain.name(), "settlements", Texts.time(at.caughtUpAt()), "", "", isGood);
  }

  private NodeLine node(ChainProgress.NodeHealth node) {
    boolean hasBlocks = catalogue.chain(node.chain()).filter(Chain::isLightning).isEmpty();
    return new NodeLine(
        node.chain(),
        node.endpoint(),
        node.healthy(),
        hasBlocks ? Long.toString(node.head()) : "",
        node.words());
  }

  private static SourceLine source(RateHealth.SourceHealth source) {
    return new SourceLine(
        source.name(), source.healthy(), Texts.time(source.answeredAt()), source.words());
  }

  private static BookLine book(Books.Compared one) {
    return new BookLine(
        one.asset().code(),
        one.asset().chain().isLightning() ? "" : Long.toString(one.block()),
        Texts.time(one.at()),
        one.held().text(),
        one.booked().text(),
        one.difference().isZero() ? "0" : one.difference().text(),
        one.since() == null ? "" : Texts.time(one.since()),
        one.difference().isZero());
  }

  private RateLine rate(Asset asset) {
    try {
      Rate rate = quotes.quote(SAMPLE, asset, false).rate();
      return new RateLine(
          asset.code(),
          rate.price().toPlainString() + " USD",
          Texts.time(rate.at()),
          String.join(", ", rate.sources()));
    } catch (Refusal refusal) {
      return new RateLine(asset.code(), "", "", refusal.words());
    }
  }
}
