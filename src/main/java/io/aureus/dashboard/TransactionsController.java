package io.aureus.dashboard;

import io.aureus.chains.Explorers;
import io.aureus.dashboard.TransactionsPage.Choice;
import io.aureus.dashboard.TransactionsPage.Filter;
import io.aureus.dashboard.TransactionsPage.Row;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.orders.OrderLists;
import io.aureus.orders.OrderLists.Kind;
import io.aureus.orders.OrderLists.Moves;
import io.aureus.orders.OrderLists.Transaction;
import io.aureus.orders.OrderRefund;
import io.aureus.orders.Payment;
import io.aureus.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What came to the merchant's orders and what went back, and the same as a file. */
@Controller("dashboardTransactions")
class TransactionsController {
  private static final List<Choice> KINDS =
      List.of(
          new Choice("unknown", "Only unknown"),
          new Choice("received", "Received"),
          new Choice("sent", "Refunds"));

  private static final int SHORT = 16;
  private static final int END = 6;

  private final OrderLists orders;
  private final Downloads downloads;
  private final Catalogue catalogue;
  private final Explorers explorers;
  private final Shells shells;
  private final Pages pages;

  TransactionsController(
      OrderLists orders,
      Downloads downloads,
      Catalogue catalogue,
      Explorers explorers,
      Shells shells,
      Pages pages) {
    this.orders = orders;
    this.downloads = downloads;
    this.catalogue = catalogue;
    this.explorers = explorers;
    this.shells = shells;
    this.pages = pages;
  }

  @GetMapping("/dashboard/transactions")
  ResponseEntity<String> list(
      @AuthenticationPrincipal SignedIn me,
      HttpServletRequest request,
      @RequestParam Map<String, String> fields) {
    Asked asked = asked(fields);
    Moves wanted = wanted(asked);
    KeyPage<Transaction> found =
        KeyPage.of(
            asked,
            (before, most) -> orders.olderMoves(me.merchant(), wanted, before, most),
            (after, most) -> orders.newerMoves(me.merchant(), wanted, after, most),
            Transaction::key);
    return pages.ok(
        "dashboard/transactions",
        new TransactionsPage(
            shells.of(request, me, "transactions", "Transactions"),
            Filter.of(asked),
            KINDS,
            catalogue.assets().stream().map(Asset::code).toList(),
            found.rows().stream().map(this::row).toList(),
            Paging.of(found, asked.file())));
  }

  @GetMapping("/dashboard/transactions/csv")
  void csv(
      @AuthenticationPrincipal SignedIn me,
      @RequestParam Map<String, String> fields,
      HttpServletResponse response)
      throws IOException {
    Moves wanted = wanted(asked(fields));
    downloads.send(
        me.merchant(),
        response,
        "transactions.csv",
        out -> new TransactionsFile(orders).write(me.merchant(), wanted, out));
  }

  private static Asked asked(Map<String, String> fields) {
    return Asked.of("/dashboard/transactions", fields, "kind", "currency", "from", "to");
  }

  private static Moves wanted(Asked asked) {
    Instant to = Texts.day(asked.typed("to"));
    String currency = asked.typed("currency");
    return new Moves(
        Arrays.stream(Kind.values())
            .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(asked.typed("kind")))
            .findFirst()
            .orElse(Kind.ANY),
        currency.isEmpty() ? null : currency,
        Texts.day(asked.typed("from")),
        to == null ? null : to.plus(Duration.ofDays(1)));
  }

  private Row row(Transaction one) {
    return switch (one.movement()) {
      case Payment payment -> received(one, payment);
      case OrderRefund refund -> sent(refund);
    };
  }

  private Row received(Transaction one, Payment payment) {
    boolean unknown = one.type(payment) == Payment.Type.UNKNOWN;
    return new Row(
        Texts.time(payment.createdAt()),
        MoneyTexts.change(payment.amount()),
        payment.amount().asset().chain().name(),
        one.type(payment).name(),
        unknown,
        payment.state().name(),
        switch (payment.state()) {
          case CONFIRMED -> "success";
          case SEEN -> "";
          case REPLACED, DROPPED, REVERSED -> "overdue";
        },
        payment.orderId().value(),
        brief(payment.txHash()),
        explorers.page(payment.amount().asset().chain().code(), payment.txHash()).orElse(""),
        unknown ? OrderPages.advice(one.order(), payment) : "");
  }

  private Row sent(OrderRefund refund) {
    String hash = Objects.requireNonNullElse(refund.txHash(), "");
    return new Row(
        Texts.time(refund.createdAt()),
        MoneyTexts.change(refund.amount().negated()),
        refund.amount().asset().chain().name(),
        "REFUND",
        false,
        refund.state().name(),
        switch (refund.state()) {
          case CONFIRMED -> "success";
          case PENDING -> "";
          case FAILED -> "overdue";
        },
        refund.orderId().value(),
        brief(hash),
        explorers.page(refund.amount().asset().chain().code(), hash).orElse(""),
        "");
  }

  /** Its beginning and end: the order's page has all of it. */
  private static String brief(String hash) {
    return hash.length() <= SHORT + END
        ? hash
        : hash.substring(0, SHORT - END) + "…" + hash.substring(hash.length() - END);
  }
}
