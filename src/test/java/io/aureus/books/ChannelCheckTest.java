package io.aureus.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.ChainStores;
import io.aureus.chains.Holdings;
import io.aureus.jobs.Fence;
import io.aureus.ledger.ChainSide;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.CatalogueFile;
import io.aureus.money.Chain;
import io.aureus.payouts.OnTheWay;
import io.aureus.payouts.Payout;
import io.aureus.payouts.PayoutHold;
import io.aureus.payouts.PayoutId;
import io.aureus.payouts.PayoutKind;
import io.aureus.payouts.PayoutState;
import io.aureus.testing.LeaseFence;
import io.aureus.testing.TestDatabase;
import io.aureus.wallets.Custody;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is under way is no difference; what is gone without a payout is one. */
class ChannelCheckTest {
  private final Clock clock = Clock.systemUTC();
  private final TestDatabase database = TestDatabase.fresh();
  private final Catalogue catalogue =
      CatalogueFile.read(Map.of("BLN", new CatalogueFile.Choice("simulated", 0, Map.of())));
  private final Asset asset = catalogue.nativeOf(catalogue.chains().getFirst());
  private final BookRows rows = new BookRows(database.jdbc(), catalogue);
  private final List<Payout> payouts = new ArrayList<>();
  private final Fence fence = LeaseFence.take(database, "compare-BLN");
  private long booked = 1_000;
  private long local = 1_000;

  @Test
  void aPaymentThatIsUnderWayIsNoDifference() {
    ChannelCheck check = check();
    payouts.add(payout(300, 10, PayoutState.UNCLEAR));
    local = 690;
    lookTwice(check);
    assertThat(difference()).isZero();
    // Once it is over one way or the other, it covers nothing.
    payouts.set(0, payout(300, 10, PayoutState.FAILED));
    lookTwice(check);
    assertThat(difference()).isEqualTo(-310);
    booked = 690;
    lookTwice(check);
    assertThat(difference()).isZero();
  }

  @Test
  void moreIsGoneThanIsUnderWay() {
    payouts.add(payout(300, 10, PayoutState.BROADCASTING));
    local = 600;
    lookTwice(check());
    assertThat(difference()).isEqualTo(-90);
  }

  private void lookTwice(ChannelCheck check) {
    check.run(fence);
    check.run(fence);
  }

  private long difference() {
    return rows.compared(asset).orElseThrow().difference().units().longValueExact();
  }

  private ChannelCheck check() {
    return new ChannelCheck(
        asset,
        rows,
        new BookCheck.Sources(
            ChainStores.progress(database, clock),
            ChainStores.movements(database),
            new Node(),
            new Journal(),
            new Payments()),
        database.transactions(),
        clock);
  }

  private Payout payout(long amount, long fee, PayoutState state) {
    return new Payout(
        new PayoutId(UUID.randomUUID().toString()),
        PayoutKind.WITHDRAWAL,
        null,
        new Amount(asset, BigInteger.valueOf(amount)),
        new Amount(asset, BigInteger.valueOf(fee)),
        "lnbcrt1",
        null,
        null,
        "key:1",
        state,
        PayoutHold.NONE,
        "",
        null,
        null,
        false,
        Instant.EPOCH,
        Instant.EPOCH,
        1,
        Custody.CUSTODIAL);
  }

  private final class Node implements Holdings {
    @Override
    public BigInteger held(Asset of, List<String> addresses, long block) {
      return BigInteger.valueOf(local);
    }

    @Override
    public List<BigInteger> each(Asset of, List<String> addresses, long block) {
      return List.of();
    }
  }

  private final class Journal implements ChainSide {
    @Override
    public Map<String, BigInteger> sums() {
      return Map.of(asset.code(), BigInteger.valueOf(booked));
    }

    @Override
    public void mark() {}
  }

  private final class Payments implements OnTheWay {
    @Override
    public List<Payout> signed(Chain chain) {
      return List.copyOf(payouts);
    }

    @Override
    public List<Amount> unbooked(List<Payout> signed, long block) {
      return List.of();
    }

    @Override
    public Set<String> senders(Chain chain, Instant since) {
      return Set.of();
    }
  }
}
