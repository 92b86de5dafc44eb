package io.aureus.wallets;

import io.aureus.chains.lightning.ChannelFunds;
import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.InvoiceTerms;
import io.aureus.chains.lightning.InvoiceWish;
import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.lightning.MadeOffer;
import io.aureus.chains.lightning.NodeIdentity;
import io.aureus.chains.lightning.Offer;
import io.aureus.chains.lightning.OfferMaking;
import io.aureus.chains.lightning.OfferWish;
import io.aureus.chains.lightning.SentPayment;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.sandbox.LightningKey;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** It signs what it is asked for, unless something is in its way. */
class PretendNode implements LightningNode {
  final List<InvoiceWish> wishes = new ArrayList<>();
  Duration ahead = Duration.ZERO;
  NodeFailure.Kind failing = NodeFailure.Kind.MOVED;
  final Offers offers = new Offers();
  private final Clock clock;

  PretendNode(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Invoice make(InvoiceWish wish) throws NodeFailure {
    String hash;
    synchronized (wishes) {
      wishes.add(wish);
      hash = "%064x".formatted(wishes.size());
    }
    if (failing != NodeFailure.Kind.MOVED) {
      throw new NodeFailure(failing, "said no");
    }
    Instant second = Instant.ofEpochSecond(clock.instant().plus(ahead).getEpochSecond());
    InvoiceTerms terms =
        InvoiceTerms.of(
            LightningNetwork.REGTEST,
            wish.millisatoshi(),
            second,
            wish.expiry(),
            hash,
            hash,
            wish.description());
    LightningKey key = new LightningKey(BigInteger.TWO);
    return Invoice.read(LightningNetwork.REGTEST, terms.signed(key::sign));
  }

  @Override
  public String label() {
    return "a node";
  }

  @Override
  public Optional<OfferMaking> offers() {
    return Optional.of(offers);
  }

  @Override
  public NodeIdentity identity() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ChannelFunds funds() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Page after(String after) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SentPayment pay(Invoice invoice, long millisatoshi, long feeCap) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SentPayment sent(String paymentHash, Instant ordered) {
    throw new UnsupportedOperationException();
  }

  /** It hands out what it is asked for, once it is let. */
  static final class Offers implements OfferMaking {
    final List<OfferWish> wishes = new CopyOnWriteArrayList<>();
    final CountDownLatch way = new CountDownLatch(1);
    volatile boolean isHanging;
    boolean isLet;
    boolean isThere;
    String id = "a".repeat(64);

    @Override
    public String label() {
      return "a node";
    }

    @Override
    public MadeOffer make(OfferWish wish) throws NodeFailure {
      wishes.add(wish);
      if (isHanging) {
        await();
      }
      if (isThere) {
        throw new NodeFailure(NodeFailure.Kind.REFUSED, "has the very same offer already");
      }
      if (!isLet) {
        throw new NodeFailure(NodeFailure.Kind.UNREACHABLE, "refuses our rune");
      }
      OptionalLong amount = OptionalLong.of(wish.millisatoshi());
      return new MadeOffer(
          id,
          new Offer("lno1" + id, amount, null, wish.description(), null, wish.expiresAt(), null));
    }

    private void await() throws NodeFailure {
      try {
        way.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new NodeFailure(NodeFailure.Kind.TIMEOUT, "gave no answer");
    }
  }
}
