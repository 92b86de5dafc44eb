package io.aureus.wallets;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.LightningAccess;
import io.aureus.chains.lightning.MadeOffer;
import io.aureus.chains.lightning.OfferMaking;
import io.aureus.chains.lightning.OfferWish;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.money.Chain;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the node hand out an offer beside an invoice, of the same amount and with the same end. An
 * order does well without: what goes wrong here is in the log once, and keeps nobody from paying.
 */
final class OfferBeside {
  /** A node that makes none is not asked again with every order. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** Who would be one more goes without: a node that is slow must not hold requests. */
  private static final int AT_ONCE = 64;

  private static final Logger LOG = LoggerFactory.getLogger(OfferBeside.class);

  private final LightningAccess access;
  private final Clock clock;
  private final Semaphore asking = new Semaphore(AT_ONCE);
  private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

  /** What a node said instead, and when it is asked again. */
  private record Trouble(String words, Instant again) {}

  OfferBeside(LightningAccess access, Clock clock) {
    this.access = access;
    this.clock = clock;
  }

  /** Asks the node over the network. None goes with a hashed description: no wallet looks there. */
  Optional<MadeOffer> of(Chain chain, InvoiceWish wish, Invoice invoice) {
    if (wish.isHashed() || !asking.tryAcquire()) {
      return Optional.empty();
    }
    try {
      return access.offers(chain).flatMap(node -> made(node, wish, invoice));
    } finally {
      asking.release();
    }
  }

  private Optional<MadeOffer> made(OfferMaking node, InvoiceWish wish, Invoice invoice) {
    Trouble trouble = troubles.get(node.label());
    if (trouble != null && !isOverFor(node, trouble)) {
      return Optional.empty();
    }
    try {
      Optional<MadeOffer> made =
          Optional.of(
              node.make(
                  new OfferWish(
                      wish.label(),
                      wish.millisatoshi(),
                      wish.description(),
                      invoice.terms().expiresAt())));
      troubles.remove(node.label());
      return made;
    } catch (NodeFailure e) {
      if (isAClash(e)) {
        return Optional.empty();
      }
      if (trouble == null || !trouble.words().equals(e.words())) {
        LOG.warn("{} makes no offers, and orders go without: it {}", node.label(), e.words());
      }
      troubles.put(node.label(), new Trouble(e.words(), clock.instant().plus(PAUSE)));
      return Optional.empty();
    }
  }

  /** After the pause one order alone asks, and may wait; the others go on without meanwhile. */
  private boolean isOverFor(OfferMaking node, Trouble trouble) {
    Instant now = clock.instant();
    return !now.isBefore(trouble.again())
        && troubles.replace(node.label(), trouble, new Trouble(trouble.words(), now.plus(PAUSE)));
  }

  /** The node is well: two wishes were alike, and only the second one goes without. */
  private static boolean isAClash(NodeFailure e) {
    return e.kind() == NodeFailure.Kind.REFUSED && e.code() == 0;
  }
}
