package io.aureus.journeys;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderDesk;
import io.aureus.orders.OrderId;
import io.aureus.orders.SandboxWindow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** One order, followed from outside. */
final class Story {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Scene town;
  private final String id;
  private final String callbackPath;
  private final String token;

  Story(Scene town, String id, String callbackPath, String token) {
    this.town = town;
    this.id = id;
    this.callbackPath = callbackPath;
    this.token = token;
  }

  String id() {
    return id;
  }

  JsonNode detail() {
    return town.shop().detail(id);
  }

  String text(String field) {
    return detail().get(field).asString();
  }

  String status() {
    return text("status");
  }

  String address() {
    return text("to_addr");
  }

  /** What is asked for, in the asset's smallest unit. */
  BigInteger due() {
    JsonNode detail = detail();
    Asset asset = town.asset(detail.get("currency").asString());
    return Amount.ofDecimal(asset, new BigDecimal(detail.get("amount").asString())).units();
  }

  /**
   * Pays this much of the order's own coin to the order's own address; not mined yet.
   *
   * @return the transaction's id
   */
  String pay(BigInteger units) {
    return town.pay(town.asset(text("currency")), address(), units);
  }

  /** The payer chooses another coin on the checkout page. */
  void change(String asset) {
    town.gateway().bean(OrderDesk.class).chooseCoin(token, town.asset(asset));
  }

  /** The half hour is over. */
  void endWindow() {
    town.gateway().bean(SandboxWindow.class).endNow(new OrderId(id));
    town.passTime();
  }

  List<JsonNode> transactions() {
    return town.shop().transactions(id);
  }

  List<String> types() {
    return transactions().stream().map(row -> row.get("tx_type").asString()).toList();
  }

  List<String> events() {
    return town.shop().events(id);
  }

  /** Where the shop is called, without the question mark and what follows. */
  String callbackPath() {
    return callbackPath;
  }

  List<CallbackTrap.Call> callbacks() {
    return town.trap().callsTo(callbackPath);
  }

  List<CallbackTrap.Call> timeoutCallbacks() {
    return town.trap().callsTo("/timeout" + callbackPath);
  }

  void awaitStatus(String wanted) {
    await("status " + wanted, () -> status().equals(wanted), this::status);
  }

  /** Waits until the transaction is shown with this status and type. */
  void awaitTransaction(String txHash, String status, String type) {
    await(
        "%s as %s %s".formatted(txHash, status, type),
        () ->
            transactions().stream()
                .filter(row -> row.get("tx_hash").asString().equals(txHash))
                .anyMatch(
                    row ->
                        row.get("status").asString().equals(status)
                            && row.get("tx_type").asString().equals(type)),
        this::transactions);
  }

  /** Waits until a payment is said to wait for a block, and why. */
  void awaitDoubt(String wanted) {
    await("doubt " + wanted, () -> doubts().contains(wanted), this::doubts);
  }

  /** Waits until the payer's page holds these words. */
  void awaitPage(String words) {
    await("page with " + words, () -> page().contains(words), this::page);
  }

  /** The payer's page, as a browser without script gets it. */
  String page() {
    URI page = URI.create(town.gateway().url() + "/checkout/" + id);
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private List<String> doubts() {
    return town
        .gateway()
        .bean(OrderBook.class)
        .find(new OrderId(id))
        .orElseThrow()
        .payments()
        .stream()
        .map(payment -> payment.early().doubt())
        .toList();
  }

  void awaitEvent(String wanted) {
    await("event " + wanted, () -> events().contains(wanted), this::events);
  }

  /** Waits for so many calls, and a little longer for one too many. */
  void awaitSuccessCallbacks(int wanted) {
    await("callbacks", () -> callbacks().size() >= wanted, this::callbacks);
    mustStay(wanted, callbacks());
  }

  void awaitTimeoutCallbacks(int wanted) {
    await("timeout callbacks", () -> timeoutCallbacks().size() >= wanted, this::timeoutCallbacks);
    mustStay(wanted, timeoutCallbacks());
  }

  private static void mustStay(int wanted, List<CallbackTrap.Call> calls) {
    if (calls.size() != wanted) {
      throw new AssertionError("wanted " + wanted + " calls but got " + calls);
    }
  }

  private static void await(String what, Supplier<Boolean> condition, Supplier<?> instead) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.get()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("waited in vain for " + what + "; it is " + instead.get());
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
