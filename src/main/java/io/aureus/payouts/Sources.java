package io.aureus.payouts;

import io.aureus.keys.Signer;
import io.aureus.wallets.Addresses;
import java.math.BigInteger;
import java.util.List;

/** Where payouts leave from, as it is written down: hot, orders, or an address's index. */
final class Sources {
  static final String HOT = "hot";

  /** Many addresses, by one transaction of the hot one. */
  static final String ORDERS = "orders";

  /** A merchant's own wallet: there is no key of it here. */
  static final String OWN = "own";

  private final Signer signer;
  private final Addresses addresses;

  Sources(Signer signer, Addresses addresses) {
    this.signer = signer;
    this.addresses = addresses;
  }

  static Signer.Source of(String written) {
    return written.equals(HOT) || written.equals(ORDERS)
        ? new Signer.Source.Hot()
        : new Signer.Source.Receiving(Long.parseLong(written));
  }

  /** What the signer is told of a payout that a merchant asked for. */
  static Signer.Spend plain(Payout payout) {
    return new Signer.Spend(
        payout.id().value(),
        purpose(payout.kind()),
        payout.merchant() == null ? null : payout.merchant().value(),
        payout.amount().asset(),
        payout.kind() == PayoutKind.DEPLOYMENT ? BigInteger.ONE : payout.amount().units(),
        payee(payout));
  }

  /** Of an invoice the node that is paid: each invoice is new, and its payee need not be. */
  private static String payee(Payout payout) {
    return payout.amount().asset().chain().isLightning()
        ? InvoiceDesk.of(payout).payee()
        : payout.destination();
  }

  /** A contract is judged as the smallest sweep: it moves nothing, and stops with all signing. */
  private static Signer.Purpose purpose(PayoutKind kind) {
    return switch (kind) {
      case WITHDRAWAL -> Signer.Purpose.WITHDRAWAL;
      case REFUND -> Signer.Purpose.REFUND;
      case SWEEP, COLD, DEPLOYMENT, CHILD, CONSOLIDATION -> Signer.Purpose.SWEEP;
      case TOP_UP -> Signer.Purpose.TOP_UP;
    };
  }

  /** What the signer is told of any payout; a top-up names the index of its order's address. */
  Signer.Spend spend(Payout payout) {
    Signer.Spend spend = plain(payout);
    if (payout.kind() != PayoutKind.TOP_UP) {
      return spend;
    }
    Long index =
        addresses
            .indexes(spend.asset().chain().family(), List.of(spend.destination()))
            .get(spend.destination());
    return new Signer.Spend(
        spend.payout(),
        spend.purpose(),
        spend.merchant(),
        spend.asset(),
        spend.units(),
        spend.destination(),
        index);
  }

  String address(String family, String written) {
    return switch (of(written)) {
      case Signer.Source.Hot _ -> signer.hotAddress(family);
      case Signer.Source.Receiving receiving -> {
        List<Addresses.Known> found = addresses.known(family, receiving.index() - 1, 1);
        if (found.isEmpty() || found.getFirst().index() != receiving.index()) {
          throw new IllegalStateException("no address of index " + receiving.index());
        }
        yield found.getFirst().address();
      }
    };
  }
}
