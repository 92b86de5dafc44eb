package io.aureus.dashboard;

import io.aureus.chains.lightning.LightningAccess;
import io.aureus.dashboard.LightningPage.Told;
import io.aureus.money.Chain;
import io.aureus.orders.InvoiceBook;
import java.util.Optional;

/**
 * Whether offers stand beside invoices, as they should.
 *
 * @param isAble whether the node's program hands them out
 * @param isOn whether it is asked to
 */
record OfferStanding(boolean isAble, boolean isOn, InvoiceBook.Offers made) {
  static OfferStanding of(LightningAccess access, Chain chain, InvoiceBook book) {
    return new OfferStanding(
        access.node(chain).offers().isPresent(), access.offers(chain).isPresent(), book.offers());
  }

  String words() {
    if (!isAble) {
      return "none: not with this kind of node";
    }
    if (!isOn) {
      return "none: switched off in the settings";
    }
    return made.invoices() == 0
        ? "made with the next order"
        : "beside %d of the newest %d invoices".formatted(made.offers(), made.invoices());
  }

  /** What the operator should look at. */
  Optional<Told> told() {
    return isAble && isOn && made.invoices() > 0 && !made.isLast()
        ? Optional.of(
            new Told(
                "hint",
                "The newest invoice has no offer (BOLT12) beside it; it can be paid all the same.",
                "The log says why: most often the rune does not allow the command offer."))
        : Optional.empty();
  }
}
