package io.aureus.dashboard;

import io.aureus.chains.Explorers;
import io.aureus.dashboard.UnspentPage.Address;
import io.aureus.dashboard.UnspentPage.Choice;
import io.aureus.dashboard.UnspentPage.Choices;
import io.aureus.dashboard.UnspentPage.Coin;
import io.aureus.dashboard.UnspentPage.Sum;
import io.aureus.dashboard.UnspentPage.Word;
import io.aureus.merchants.Merchant;
import io.aureus.merchants.MerchantId;
import io.aureus.merchants.Merchants;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.CoinNetwork;
import io.aureus.orders.Order;
import io.aureus.orders.OrderBook;
import io.aureus.orders.OrderId;
import io.aureus.payouts.HeldCoins;
import io.aureus.payouts.HeldCoins.Held;
import io.aureus.payouts.HeldCoins.Standing;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.Payouts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Coins in plain words. */
final class UnspentViews {
  private static final int HEAD = 10;
  private static final int TAIL = 6;

  private final OrderBook orders;
  private final Payouts payouts;
  private final Merchants merchants;
  private final Catalogue catalogue;
  private final Explorers explorers;

  UnspentViews(
      OrderBook orders,
      Payouts payouts,
      Merchants merchants,
      Catalogue catalogue,
      Explorers explorers) {
    this.orders = orders;
    this.payouts = payouts;
    this.merchants = merchants;
    this.catalogue = catalogue;
    this.explorers = explorers;
  }

  Choices choices() {
    return new Choices(
        catalogue.assets().stream()
            .filter(asset -> asset.isNative() && CoinNetwork.has(asset.chain().family()))
            .map(Asset::code)
            .toList(),
        Arrays.stream(Standing.values()).map(one -> new Choice(one.name(), words(one))).toList());
  }

  static Sum sum(HeldCoins.Sum sum) {
    return new Sum(
        sum.asset().code(),
        sum.coins() == 1 ? "1 coin" : sum.coins() + " coins",
        sum.total().text(),
        sum.free().text(),
        sum.waiting().text(),
        sum.locked().text(),
        sum.frozen().text());
  }

  /**
   * @param viewer whose pages may be linked to
   */
  Coin coin(int no, Held held, MerchantId viewer) {
    String chain = held.amount().asset().chain().code();
    String hash = held.point().txid();
    return new Coin(
        no,
        held.point().toString(),
        MoneyTexts.of(held.amount()),
        words(held.standing()),
        look(held.standing()),
        depth(held),
        Texts.time(held.since()),
        new Address(
            held.address(), brief(held.address()), path(held.place()), held.words().addressLabel()),
        new Word(brief(hash), explorers.page(chain, hash).orElse(""), true),
        origin(held, viewer),
        held.words().label(),
        held.frozen());
  }

  static String words(Standing standing) {
    return switch (standing) {
      case FREE -> "spendable";
      case WAITING -> "waiting";
      case LOCKED -> "in a payout";
      case FROZEN -> "do not spend";
    };
  }

  private static String look(Standing standing) {
    return switch (standing) {
      case FREE -> "success";
      case FROZEN -> "overdue";
      case WAITING, LOCKED -> "";
    };
  }

  private static String depth(Held held) {
    if (held.depth() < 1) {
      return "in no block yet";
    }
    String depth = held.depth() == 1 ? "1 confirmation" : held.depth() + " confirmations";
    if (held.ripeIn() > 0) {
      return depth + ", a miner's coin: " + held.ripeIn() + " more blocks until it may be spent";
    }
    return held.standing() == Standing.WAITING ? depth + ", not final yet" : depth;
  }

  private static String path(HeldCoins.Place place) {
    if (place.wallet().isEmpty()) {
      return place.path();
    }
    return place.path().isEmpty()
        ? "your list of addresses"
        : place.path() + " of account " + place.wallet();
  }

  private List<Word> origin(Held held, MerchantId viewer) {
    List<Word> words = new ArrayList<>();
    String orderId = held.story().orderId();
    PayoutId change = held.story().changeOf();
    PayoutId locked = held.story().lockedBy();
    if (orderId != null) {
      words.add(order(orderId, viewer));
    } else if (change != null) {
      words.add(payout("change of payout ", change, viewer));
    } else {
      words.add(
          new Word(
              held.place().isOrders()
                  ? "unmatched: no order has this address"
                  : "unmatched: change of no payout that is known here",
              "",
              false));
    }
    if (locked != null) {
      words.add(payout("locked by payout ", locked, viewer));
    }
    return words;
  }

  private Word order(String id, MerchantId viewer) {
    Optional<Order> order = orders.find(new OrderId(id));
    boolean isMine = order.filter(one -> one.merchant().equals(viewer)).isPresent();
    String reference =
        order
            .map(one -> one.terms().bindId())
            .filter(text -> !text.isEmpty())
            .map(text -> ", reference " + text)
            .orElse("");
    String merchant =
        isMine
            ? ""
            : order
                .flatMap(one -> merchants.find(one.merchant()))
                .map(Merchant::name)
                .map(name -> " of " + name)
                .orElse("");
    return new Word(
        "order " + id + reference + merchant, isMine ? "/dashboard/orders/" + id : "", false);
  }

  private Word payout(String before, PayoutId id, MerchantId viewer) {
    Optional<Payout> found = payouts.find(id);
    MerchantId owner = found.map(Payout::merchant).orElse(null);
    String link = "";
    if (found.isPresent() && owner == null) {
      link = "/dashboard/own-payouts/" + id;
    } else if (viewer.equals(owner)) {
      link = "/dashboard/payouts/" + id;
    }
    String merchant =
        owner == null || viewer.equals(owner)
            ? ""
            : merchants.find(owner).map(one -> " of " + one.name()).orElse("");
    return new Word(before + id + merchant, link, false);
  }

  private static String brief(String text) {
    return text.length() <= HEAD + TAIL + 1
        ? text
        : text.substring(0, HEAD) + "…" + text.substring(text.length() - TAIL);
  }
}
