package io.aureus.payouts;

import io.aureus.chains.Network;
import io.aureus.chains.Network.Standing;
import io.aureus.ledger.Account;
import io.aureus.ledger.Posting;
import io.aureus.money.Amount;
import io.aureus.money.Chain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Answers by the very bookings that each payout will have. */
final class StoredOnTheWay implements OnTheWay {
  private final OnTheWayRows rows;
  private final BundleRows bundles;
  private final Ways ways;
  private final Sources sources;
  private final Network network;

  StoredOnTheWay(
      OnTheWayRows rows, BundleRows bundles, Ways ways, Sources sources, Network network) {
    this.rows = rows;
    this.bundles = bundles;
    this.ways = ways;
    this.sources = sources;
    this.network = network;
  }

  @Override
  public List<Payout> signed(Chain chain) {
    return rows.signed(chain.code());
  }

  @Override
  public List<Amount> unbooked(List<Payout> all, long block) {
    List<Amount> found = new ArrayList<>();
    for (Payout payout : all) {
      for (Posting posting : PayoutBookings.of(payout, at(payout, block)).postings()) {
        if (posting.account().kind() == Account.Kind.CUSTODY) {
          found.add(posting.amount());
        }
      }
    }
    return List.copyOf(found);
  }

  @Override
  public Set<String> senders(Chain chain, Instant since) {
    Set<String> found = new LinkedHashSet<>();
    found.add(sources.address(chain.family(), Sources.HOT));
    rows.sources(chain.code(), since)
        .forEach(source -> found.add(sources.address(chain.family(), source)));
    found.addAll(bundles.spending(chain, since));
    return found;
  }

  /** The payout as the block has it. */
  private Payout at(Payout payout, long block) {
    for (SignedRows.SignedRow one : ways.of(payout).signed(payout.id())) {
      Standing standing = network.standing(payout.amount().asset().chain(), one.hash());
      if (standing instanceof Standing.Mined mined && mined.block() <= block) {
        return payout.hasLeft()
            ? payout
            : payout
                .in(PayoutState.SEEN, payout.updatedAt())
                .with(
                    one.hash(),
                    ways.of(payout).spent(payout, one.hash(), mined),
                    !mined.succeeded());
      }
    }
    return payout.hasLeft()
        ? payout.in(PayoutState.BROADCASTING, payout.updatedAt()).with(payout.txHash(), null, false)
        : payout;
  }
}
