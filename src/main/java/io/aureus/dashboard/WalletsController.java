package io.aureus.dashboard;

import io.aureus.dashboard.WalletsPage.Entry;
import io.aureus.dashboard.WalletsPage.Line;
import io.aureus.ledger.JournalPages;
import io.aureus.ledger.PostedEntry;
import io.aureus.ledger.Posting;
import io.aureus.money.Amount;
import io.aureus.money.Catalogue;
import io.aureus.payouts.WalletBalance;
import io.aureus.payouts.Wallets;
import io.aureus.wallets.SelfCustody;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Balances, and the journal in plain words. */
@Controller("dashboardWallets")
class WalletsController {
  private static final int ROWS = 25;
  private static final String USUAL = "USD";
  private static final Pattern PAYOUT = Pattern.compile("payout:([0-9a-f-]{36}):[0-9]+");

  private final Wallets wallets;
  private final SelfCustody selfCustody;
  private final JournalPages journal;
  private final Catalogue catalogue;
  private final Shells shells;
  private final Pages pages;

  WalletsController(
      Wallets wallets,
      SelfCustody selfCustody,
      JournalPages journal,
      Catalogue catalogue,
      Shells shells,
      Pages pages) {
    this.wallets = wallets;
    this.selfCustody = selfCustody;
    this.journal = journal;
    this.catalogue = catalogue;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping("/dashboard/wallets")
  ResponseEntity<String> wallets(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String before,
      @RequestParam(name = "vs_currency", defaultValue = USUAL) String currency) {
    String fiat = currency.strip().toUpperCase(Locale.ROOT);
    Shell shell = shells.of(request, me, "wallets", "Wallets");
    if (catalogue.fiats().contains(fiat)) {
      return pages.ok("dashboard/wallets", page(shell, me, before, fiat));
    }
    String trouble =
        "That is not a currency that we price in, so values are in %s. Choose one of %s."
            .formatted(USUAL, String.join(", ", new TreeSet<>(catalogue.fiats())));
    return pages.answer(
        HttpStatus.BAD_REQUEST,
        "dashboard/wallets",
        page(shell.trouble(trouble), me, before, USUAL));
  }

  private WalletsPage page(Shell shell, SignedIn me, String before, String fiat) {
    long from = before.matches("[0-9]{1,18}") ? Long.parseLong(before) : JournalPages.START;
    List<PostedEntry> entries = journal.page(me.merchantId(), from, ROWS);
    String older =
        entries.size() < ROWS
            ? ""
            : "/dashboard/wallets?before=%d&vs_currency=%s".formatted(entries.getLast().id(), fiat);
    return new WalletsPage(
        shell,
        fiat,
        List.copyOf(new TreeSet<>(catalogue.fiats())),
        wallets.of(me.merchant(), fiat).stream().map(WalletsController::line).toList(),
        selfCustody.of(me.merchant()).stream()
            .flatMap(wallet -> wallet.warnings().stream())
            .toList(),
        entries.stream().map(entry -> entry(entry, me)).toList(),
        older);
  }

  private static Line line(WalletBalance balance) {
    WalletBalance.Worth worth = balance.worth();
    return new Line(
        balance.asset().code(),
        balance.asset().chain().name(),
        balance.available().text(),
        balance.pending().text(),
        balance.reserved().text(),
        worth == null ? "" : worth.value().toPlainString() + " " + worth.currency(),
        worth == null
            ? ""
            : "at %s, %s"
                .formatted(Amount.text(worth.rate().price()), Texts.time(worth.rate().at())),
        balance.available().isPositive());
  }

  private static Entry entry(PostedEntry entry, SignedIn me) {
    return new Entry(
        Texts.time(entry.at()),
        Texts.sentence(entry.words()),
        entry.postings().stream()
            .filter(posting -> me.merchantId().equals(posting.account().owner()))
            .map(WalletsController::change)
            .toList(),
        link(entry.reference()));
  }

  private static String change(Posting posting) {
    return MoneyTexts.words(posting.account().kind()) + " " + MoneyTexts.change(posting.amount());
  }

  private static String link(String reference) {
    Matcher payout = PAYOUT.matcher(reference);
    return payout.matches() ? "/dashboard/payouts/" + payout.group(1) : "";
  }
}
