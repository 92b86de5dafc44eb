package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.LightningNetwork;
import io.aureus.chains.lightning.LightningRefusal;
import io.aureus.chains.lightning.MadeOffer;
import io.aureus.chains.lightning.Offer;
import io.aureus.chains.lightning.OfferMaking;
import io.aureus.chains.lightning.OfferWish;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Offers by the command {@code offer} of a Core Lightning. Its number of an offer is a hash of what
 * stands in it, so that two wishes alike are one offer: that one is refused, since nobody could say
 * whose a payment is.
 */
final class ClnOffers implements OfferMaking {
  /** The order has its invoice, and its payer waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ClnLine line;
  private final LightningNetwork network;

  ClnOffers(ClnLine line, LightningNetwork network) {
    this.line = line;
    this.network = network;
  }

  @Override
  public String label() {
    return line.label();
  }

  @Override
  public MadeOffer make(OfferWish wish) throws NodeFailure {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("amount", wish.millisatoshi() + "msat");
    question.put("description", wish.description());
    question.put("label", wish.label());
    question.put("absolute_expiry", wish.expiresAt().getEpochSecond());
    question.put("single_use", true);
    Told told = line.callWithin(PATIENCE, "offer", question);
    if (!told.flag("created")) {
      throw new NodeFailure(Kind.REFUSED, "has the very same offer already");
    }
    if (!told.flag("single_use") || told.flag("used")) {
      throw Told.malformed("made an offer that does not take one payment");
    }
    return new MadeOffer(told.hash("offer_id"), read(wish, told.text("bolt12")));
  }

  private Offer read(OfferWish wish, String text) throws NodeFailure {
    Offer offer;
    try {
      offer = Offer.read(network, text);
    } catch (LightningRefusal e) {
      throw Told.malformed("made an offer that cannot be given to anybody: " + e.words());
    }
    if (offer.currency() != null || offer.amount().orElse(0) != wish.millisatoshi()) {
      throw Told.malformed("made an offer of another amount");
    }
    if (!wish.description().equals(offer.description())) {
      throw Told.malformed("made an offer that describes something else");
    }
    if (!wish.expiresAt().equals(offer.expiresAt())) {
      throw Told.malformed("made an offer of another expiry");
    }
    return offer;
  }
}
