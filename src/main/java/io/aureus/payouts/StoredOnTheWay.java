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
  private final PayoutRows payouts;
  private final OnTheWayRows rows;
  private final SignedRows signed;
  private final Sources sources;
  private final Network network;

  StoredOnTheWay(
      PayoutRows payouts, OnTheWayRows rows, SignedRows signed, Sources sources, Network network) {
    this.payouts = payouts;
    this.rows = rows;
    this.signed = signed;
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
    return found;
  }

  /** The payout as the block has it. */
  private Payout at(Payout payout, long block) {
    for (SignedRows.SignedRow one : signed.of(payout.id())) {
      Standing standing = network.standing(payout.amount().asset().chain(), one.hash());
      if (standing instanceof Standing.Mined mined && mined.block() <= block) {
        return payout.hasLeft()
            ? payout
            : payout
                .in(PayoutState.SEEN, payout.updatedAt())
                .with(
                    one.hash(),
                    new Amount(payouts.nativeOf(payout.amount().asset()), mined.fee()),
                    !mined.succeeded());
      }
    }
    return payout.hasLeft()
        ? payout.in(PayoutState.BROADCASTING, payout.updatedAt()).with(payout.txHash(), null, false)
        : payout;
  }
}
