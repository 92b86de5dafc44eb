package io.aureus.chains.lightning;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import java.util.Locale;
import java.util.Optional;

/** What one can be asked to pay by Lightning, in whichever form somebody gives it. */
public sealed interface LightningRequest permits Invoice, Lnurl, LightningAddress, Offer {

  /** How it is usually written. */
  String text();

  /**
   * Reads what somebody typed, copied or scanned: an invoice, an LNURL, a Lightning address or an
   * offer; also with {@code lightning:} before it, or in the {@code lightning=} or {@code lno=} of
   * a link.
   *
   * @throws LightningRefusal where it is none of these for this network
   */
  static LightningRequest read(LightningNetwork network, String typed) {
    if (typed.length() > Invoice.MOST) {
      throw new LightningRefusal(
          Kind.TEXT,
          "it has %d letters, and %d at most are possible".formatted(typed.length(), Invoice.MOST));
    }
    String text = LightningLink.bare(typed.strip());
    Optional<LightningRequest> found = alone(network, text);
    if (found.isEmpty()) {
      found = LightningLink.request(text).flatMap(inside -> alone(network, inside));
    }
    return found.orElseThrow(
        () ->
            new LightningRefusal(
                Kind.TEXT,
                "it is nothing that Lightning pays: right is an invoice, %s…"
                    .formatted(network.prefix())));
  }

  /** Empty where it looks like none of them. */
  private static Optional<LightningRequest> alone(LightningNetwork network, String text) {
    String small = text.toLowerCase(Locale.ROOT);
    if (small.startsWith(Lnurl.PREFIX + "1") || Lnurl.hasScheme(small)) {
      return Optional.of(Lnurl.read(text));
    }
    if (text.indexOf('?') >= 0) {
      return Optional.empty();
    }
    if (text.indexOf('@') > 0) {
      return Optional.of(LightningAddress.read(text));
    }
    if (Offer.isLikely(small)) {
      return Optional.of(Offer.read(network, text));
    }
    return small.startsWith("ln") ? Optional.of(Invoice.read(network, text)) : Optional.empty();
  }
}
