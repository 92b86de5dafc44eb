package io.aureus.payouts;

import io.aureus.chains.AccountNetwork;
import io.aureus.chains.Network.Standing;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.Signer;
import io.aureus.money.Amount;
import io.aureus.money.Chain;
import io.aureus.payouts.Places.Gas;
import io.aureus.payouts.SignedRows.SignedRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Senders that number their transactions (the {@code evm} family): of two transactions with one
 * number the chain takes one at most.
 */
final class AccountWay implements Way {
  private final PayoutRows rows;
  private final PayoutMoves moves;
  private final Evidence evidence;
  private final Building building;
  private final Signing signing;
  private final SignedRows signed;
  private final AccountNetwork accounts;
  private final PayoutsSettings settings;

  private AccountWay(
      PayoutRows rows,
      PayoutMoves moves,
      Evidence evidence,
      Building building,
      Signing signing,
      SignedRows signed,
      AccountNetwork accounts,
      PayoutsSettings settings) {
    this.rows = rows;
    this.moves = moves;
    this.evidence = evidence;
    this.building = building;
    this.signing = signing;
    this.signed = signed;
    this.accounts = accounts;
    this.settings = settings;
  }

  static AccountWay of(
      JdbcClient jdbc,
      PayoutRows rows,
      Batches batches,
      PayoutMoves moves,
      Evidence evidence,
      Sources sources,
      Signer signer,
      FeeCap cap,
      AccountNetwork accounts,
      PayoutsSettings settings,
      PayoutStep.Listener steps) {
    Places places = new Places(jdbc);
    SignedRows signed = new SignedRows(jdbc);
    Craft craft = new Craft(rows, batches, sources, signer, accounts);
    Building building =
        new Building(
            rows,
            places,
            new SweepRows(jdbc),
            moves,
            sources,
            craft,
            signer,
            accounts,
            cap,
            settings);
    Signing signing = new Signing(places, signed, moves, craft, steps);
    return new AccountWay(rows, moves, evidence, building, signing, signed, accounts, settings);
  }

  /**
   * What a back-up brought is held against the chain each time: since it was released, the machine
   * before may have gone on paying.
   */
  @Override
  public Payout build(Payout payout) {
    if (payout.hold() == PayoutHold.RESTORED) {
      rows.postpone(payout, null);
      return payout;
    }
    String against = evidence.againstBuilding(payout);
    return against.isEmpty()
        ? building.build(payout)
        : moves.together(() -> moves.hold(payout, PayoutHold.RESTORED, against, null));
  }

  @Override
  public Payout sign(Payout payout) {
    return signing.sign(payout);
  }

  @Override
  public List<SignedRow> signed(PayoutId id) {
    return signed.of(id);
  }

  @Override
  public void offered(PayoutId id, int no, Instant now) {
    signed.offered(id, no, now);
  }

  @Override
  public void minedIn(String hash, long block) {
    signed.minedIn(hash, block);
  }

  @Override
  public Amount spent(Payout payout, String hash, Standing.Mined mined) {
    return new Amount(rows.nativeOf(payout.amount().asset()), mined.fee());
  }

  /** A block that is final for us counts its number, and none of its transactions is known. */
  @Override
  public String astray(Payout payout) {
    Places.Place place = signing.place(payout);
    Chain chain = payout.amount().asset().chain();
    if (accounts.finalNonce(chain, place.address()) <= place.nonce()) {
      return "";
    }
    return ("number %d of %s is used by a transaction that is not ours, so this one is not mined"
            + " any more. If nobody else should have that key, stop signing (System, Signing"
            + " policy) and move the rest away; look at the address in a block explorer. The"
            + " reservation stays until the operator has settled it (System, Payouts in doubt)")
        .formatted(place.nonce(), place.address());
  }

  /** Signs again for the same place with a higher fee, where our limits allow it. */
  @Override
  public boolean raise(Payout payout, @Nullable SignedRow waiting) {
    Gas newest = signed.newestGas(payout.id());
    Gas now = Gas.of(newest.limit(), accounts.gasPrice(payout.amount().asset().chain()));
    if (settings.isTooDear(now.maxFee())) {
      return false;
    }
    try {
      signing.raise(payout, signed.of(payout.id()).getFirst().no(), newest, now);
      return true;
    } catch (Refusal e) {
      if (e.code() != ErrorCode.FORBIDDEN) {
        throw e;
      }
      moves.notRaised(payout, e.words());
      return false;
    }
  }
}
