package io.aureus.wallets;

import io.aureus.chains.Watchlist;
import io.aureus.chains.lightning.BroughtNode;
import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.LightningAccess;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.MadeOffer;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Chain;
import io.aureus.wallets.Receiving.Assignment;
import io.aureus.wallets.Receiving.Owner;
import io.aureus.wallets.Receiving.Prepared;
import io.aureus.wallets.Receiving.Wanted;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the node of Lightning make an invoice for each order: its payment hash is the address. The
 * node is asked before the order is written, and one that got no order was shown to nobody.
 */
final class InvoiceReceiving {
  /** All bitcoins that there will ever be, in millisatoshi. */
  private static final BigInteger MOST = BigInteger.valueOf(21_000_000L * 100_000_000_000L);

  /** A node that hangs must not hold thousands of requests. */
  private static final int AT_ONCE = 64;

  /** Of one merchant's own node: it must not hold those of others either. */
  private static final int OWN_AT_ONCE = 8;

  /**
   * Of these, so many are for what is asked at Lightning addresses: the rest is the shops' alone.
   * Of a merchant's own node it is half.
   */
  private static final int STRANGERS = 24;

  /** Whose clock is further off makes invoices that wallets take for expired, or pay too late. */
  static final Duration CLOCK = Duration.ofMinutes(1);

  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(InvoiceReceiving.class);

  private final LightningAccess access;
  private final OwnNodes own;
  private final OfferBeside beside;
  private final InvoiceRows rows;
  private final Watchlist watchlist;
  private final WalletsSettings settings;
  private final RandomGenerator random;
  private final Clock clock;
  private final Places operators = new Places(AT_ONCE, STRANGERS);
  private final Map<Long, Places> askingOwn = new ConcurrentHashMap<>();

  InvoiceReceiving(
      LightningAccess access,
      OwnNodes own,
      InvoiceRows rows,
      Watchlist watchlist,
      WalletsSettings settings,
      RandomGenerator random,
      Clock clock) {
    this.access = access;
    this.own = own;
    this.beside = new OfferBeside(access, clock);
    this.rows = rows;
    this.watchlist = watchlist;
    this.settings = settings;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Asks the node.
   *
   * @throws Refusal {@code UNAVAILABLE} with a retry time where it makes none, or is not read;
   *     {@code BAD_REQUEST} where nobody could ever pay that much
   */
  Prepared take(Wanted wanted) {
    if (wanted.amount().units().compareTo(MOST) > 0) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST, "the price is more than all bitcoins that there will be");
    }
    Till till = till(wanted);
    Semaphore strangers = till.places().strangers();
    if (!wanted.isHashed()) {
      return made(wanted, till);
    }
    if (!strangers.tryAcquire()) {
      throw unavailable("too many ask for invoices at Lightning addresses", Duration.ofSeconds(1));
    }
    try {
      return made(wanted, till);
    } finally {
      strangers.release();
    }
  }

  private Prepared made(Wanted wanted, Till till) {
    Asked asked = asked(wanted, till);
    // A merchant's own node is asked for nothing but invoices (decision 0139). An offer is asked
    // for with the permit given back: where it hangs, it holds up no invoice of others.
    MadeOffer offer =
        till.id() == 0
            ? beside.of(wanted.chain(), asked.wish(), asked.invoice()).orElse(null)
            : null;
    String hash = asked.invoice().terms().paymentHash();
    return new Prepared(till.family(), hash, 0, till.id(), asked.invoice(), offer);
  }

  private record Asked(InvoiceWish wish, Invoice invoice) {}

  private Asked asked(Wanted wanted, Till till) {
    if (!isLetIn(till.places().asking())) {
      throw unavailable("too many orders wait for the Lightning node", Duration.ofSeconds(1));
    }
    try {
      Instant asked = clock.instant();
      InvoiceWish wish = wish(wanted, asked);
      Invoice invoice = till.node().get().make(wish);
      mustBeOfNow(invoice, asked);
      String hash = invoice.terms().paymentHash();
      if (till.id() != 0 && rows.of(hash).isPresent()) {
        // A node that lies: it would keep the orders that are written beside this one waiting.
        LOG.warn("own node {} made an invoice with another one's payment hash", till.id());
        throw unavailable("the Lightning node makes no invoice of its own", AGAIN);
      }
      return new Asked(wish, invoice);
    } catch (NodeFailure e) {
      LOG.warn("the node of {} made no invoice: {}", till.whose(), e.words());
      throw unavailable("the Lightning node makes no invoice at this moment", AGAIN);
    } finally {
      till.places().asking().release();
    }
  }

  /** Who may wait for one node at once, and how many of them as strangers at addresses. */
  private record Places(Semaphore asking, Semaphore strangers) {
    Places(int all, int strangers) {
      this(new Semaphore(all, true), new Semaphore(strangers));
    }
  }

  /**
   * Who is asked.
   *
   * @param id of the merchant's own node; 0 for the operator's
   * @param family that the payment hash is watched under
   */
  private record Till(Supplier<LightningNode> node, long id, String family, Places places) {
    /** For the log. */
    String whose() {
      return id == 0 ? "the operator" : "a merchant, " + family;
    }
  }

  /** Never the operator's in place of the merchant's own where that one makes none. */
  private Till till(Wanted wanted) {
    Chain chain = wanted.chain();
    return own.open(wanted.merchant(), chain)
        .map(one -> till(one, chain))
        .orElseGet(() -> new Till(() -> access.node(chain), 0, chain.family(), operators));
  }

  private Till till(OwnNodes.Opened opened, Chain chain) {
    String trouble = own.trouble(opened.node());
    if (!trouble.isEmpty()) {
      throw unavailable(trouble, AGAIN);
    }
    long id = opened.node().id();
    Places places = askingOwn.computeIfAbsent(id, one -> new Places(OWN_AT_ONCE, OWN_AT_ONCE / 2));
    return new Till(opened::line, id, BroughtNode.family(chain, id), places);
  }

  private boolean isLetIn(Semaphore queue) {
    try {
      return queue.tryAcquire(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * It may be paid until the window ends, rounded down to a second. The label is another for each
   * question: after a lost answer the price may have changed, and a node that knows labels would
   * refuse another amount under the same one for ever.
   */
  private InvoiceWish wish(Wanted wanted, Instant now) {
    byte[] once = new byte[4];
    random.nextBytes(once);
    String label =
        "%s-%d-%s".formatted(wanted.orderId(), wanted.quoteNo(), HexFormat.of().formatHex(once));
    long seconds = Math.max(1, Duration.between(now, wanted.until()).toSeconds());
    return new InvoiceWish(
        label,
        wanted.amount().units().longValueExact(),
        wanted.words(),
        wanted.isHashed(),
        Duration.ofSeconds(seconds));
  }

  private void mustBeOfNow(Invoice invoice, Instant asked) {
    Instant made = invoice.terms().createdAt();
    if (made.isBefore(asked.minus(CLOCK)) || made.isAfter(clock.instant().plus(CLOCK))) {
      LOG.warn("the Lightning node's clock or ours is wrong: it says {}, we {}", made, asked);
      throw unavailable("the clock of the Lightning node differs from ours", AGAIN);
    }
  }

  /** Inside the current transaction. From here on what the node settles is looked for. */
  void assign(List<Assignment> assignments) {
    if (assignments.isEmpty()) {
      return;
    }
    rows.insert(assignments);
    Map<String, List<String>> hashes = new HashMap<>();
    for (Assignment one : assignments) {
      hashes
          .computeIfAbsent(one.prepared().family(), family -> new ArrayList<>())
          .add(one.prepared().address());
    }
    hashes.forEach(watchlist::watch);
    // Offers stand beside the invoices of the operator's node alone.
    assignments.stream()
        .map(Assignment::prepared)
        .filter(one -> one.offer() != null)
        .findFirst()
        .ifPresent(one -> watchlist.watchNames(one.family(), rows.insertOffers(assignments)));
  }

  /** By payment hash: what a merchant's own node made an invoice for is the merchant's already. */
  Map<String, Owner> ordersOf(Collection<String> addresses) {
    return rows.owners(addresses);
  }

  private static Refusal unavailable(String words, Duration wait) {
    return new Refusal(ErrorCode.UNAVAILABLE, words + "; try again in some seconds", wait);
  }
}
