package io.aureus.payouts;

import io.aureus.chains.AccountNetwork;
import io.aureus.chains.AccountNetwork.Numbers;
import io.aureus.chains.AccountNetwork.Sent;
import io.aureus.chains.ChainProgress;
import io.aureus.chains.ChainProgress.Cursor;
import io.aureus.chains.Departures;
import io.aureus.chains.Departures.Departure;
import io.aureus.chains.Network;
import io.aureus.chains.Network.Standing;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import io.aureus.payouts.Places.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Evidence where senders number their transactions.
 *
 * <p>A payout counts as unpaid only where nothing is left to be found, by three things together:
 *
 * <ol>
 *   <li><b>Numbers.</b> Every number (nonce) of the hot address from the final block on, be it in a
 *       later block or in the mempool of any of our nodes, was signed for by this database. A
 *       number that was not is the sign that somebody else is paying, and it is waited for: which
 *       payout it pays is known once it is final.
 *   <li><b>Reading.</b> The observer has read the chain to that final block. It records all that
 *       leaves the hot address, and after a restore goes on at the block that the back-up had read
 *       last; what was unsigned then can only be in a block above that one. So no node must keep an
 *       archive, and no span of blocks must be guessed.
 *   <li><b>Departures.</b> Among what left there is no transfer of that amount to that destination,
 *       since the payout was asked for, in a transaction that no payout here knows.
 * </ol>
 *
 * <p>What it cannot see: signed bytes that none of our nodes has. They can only be kept from being
 * offered, by never starting the machine before again. Whatever of them takes a number that we have
 * taken displaces ours or is displaced, and then that payout is unclear and not lost sight of.
 */
final class AccountEvidence implements Evidence {
  private final DoubtRows doubts;
  private final PayoutRows rows;
  private final Places places;
  private final SignedRows signed;
  private final HandedRows handed;
  private final Sources sources;
  private final Outside outside;

  /** What it needs of other rooms. */
  record Outside(
      AccountNetwork accounts, Network network, ChainProgress progress, Departures departures) {}

  /** What it needs of this room. */
  record Own(
      DoubtRows doubts,
      PayoutRows rows,
      Places places,
      SignedRows signed,
      HandedRows handed,
      Sources sources) {}

  AccountEvidence(Own own, Outside outside) {
    this.doubts = own.doubts();
    this.rows = own.rows();
    this.places = own.places();
    this.signed = own.signed();
    this.handed = own.handed();
    this.sources = own.sources();
    this.outside = outside;
  }

  @Override
  public List<Departure> unexplained(Payout payout) {
    String hot = sources.address(chain(payout).family(), Sources.HOT);
    Instant asked = payout.createdAt().minus(CLOCKS);
    return outside.departures().of(payout.amount(), payout.destination(), 0).stream()
        .filter(one -> one.from().equalsIgnoreCase(hot) && !one.blockTime().isBefore(asked))
        .filter(one -> !doubts.isSigned(one.txHash()))
        .filter(one -> !handed.isClaimed(one.chain(), one.txHash(), one.position()))
        .toList();
  }

  @Override
  public String againstBuilding(Payout payout) {
    return payout.merchant() != null && rows.isRestored(payout.id()) ? against(payout) : "";
  }

  @Override
  public String against(Payout payout) {
    Chain chain = chain(payout);
    String hot = sources.address(chain.family(), Sources.HOT);
    Numbers numbers = outside.accounts().numbers(chain, hot);
    mustBeRead(chain, numbers);
    long unknown = doubts.unknown(chain, hot, numbers.decided(), numbers.waiting());
    if (unknown > 0) {
      return ("%d transactions of %s are not known here, and wait or are not final: one may pay it."
              + " See to it that no other machine pays from there, and wait until they are final")
          .formatted(unknown, hot);
    }
    return paidElsewhere(payout);
  }

  @Override
  public String mayBeMined(Payout payout) {
    Place place = place(payout);
    Chain chain = chain(payout);
    Numbers numbers = outside.accounts().numbers(chain, place.address());
    if (numbers.decided() <= place.nonce()) {
      return "it may still be mined: number %d of %s is not used up by a final block"
          .formatted(place.nonce(), place.address());
    }
    mustBeRead(chain, numbers);
    List<String> own = signed.of(payout.id()).stream().map(SignedRows.SignedRow::hash).toList();
    for (String hash : own) {
      if (!(outside.network().standing(chain, hash) instanceof Standing.Unknown)) {
        return "a node knows its own transaction %s: wait until it says what became of it"
            .formatted(hash);
      }
    }
    // A node may have forgotten what it mined long ago; what we have read ourselves stays.
    return outside.departures().of(payout.amount(), payout.destination(), 0).stream()
        .filter(one -> own.contains(one.txHash()))
        .map(one -> "block %d holds its own transaction %s".formatted(one.block(), one.txHash()))
        .findFirst()
        .orElse("");
  }

  @Override
  public String displaced(Payout payout) {
    Place place = place(payout);
    return "number %d of %s was used by a transaction that is not ours"
        .formatted(place.nonce(), place.address());
  }

  @Override
  public Proof proof(Payout payout, String hash) {
    Chain chain = chain(payout);
    if (!(outside.network().standing(chain, hash) instanceof Standing.Mined mined)) {
      throw conflict("no block of %s holds the transaction %s".formatted(chain.name(), hash));
    }
    if (!mined.succeeded()) {
      throw conflict("transaction %s failed on the chain: it paid nobody".formatted(hash));
    }
    long needed = (long) chain.confirmations() + Following.LOOKED_AFTER;
    if (mined.depth() < needed) {
      throw Evidence.tooShallow(hash, mined.depth(), needed);
    }
    if (mined.blockTime().isBefore(payout.createdAt().minus(CLOCKS))) {
      throw conflict(
          "transaction %s is in a block of %s, before the payout was asked for"
              .formatted(hash, mined.blockTime()));
    }
    Sent paid = paid(payout, hash);
    if (paid.block() != mined.block()) {
      throw new Refusal(ErrorCode.UNAVAILABLE, "the nodes do not agree on the block of " + hash);
    }
    Asset coin = rows.nativeOf(payout.amount().asset());
    return new Proof(hash, paid.position(), mined.block(), new Amount(coin, mined.fee()));
  }

  private Sent paid(Payout payout, String hash) {
    Amount amount = payout.amount();
    String from = sources.address(chain(payout).family(), rows.source(payout.id()));
    List<Sent> sent = outside.accounts().sentIn(amount.asset(), hash);
    return sent.stream()
        // Whoever sends it bears its fee, which is booked as ours.
        .filter(one -> one.sender().equalsIgnoreCase(from) && one.from().equalsIgnoreCase(from))
        .filter(one -> one.to().equalsIgnoreCase(payout.destination()))
        .filter(one -> one.units().equals(amount.units()))
        .findFirst()
        .orElseThrow(() -> conflict(other(payout, hash, from, sent)));
  }

  private static String other(Payout payout, String hash, String from, List<Sent> sent) {
    Amount amount = payout.amount();
    String wanted =
        "transaction %s does not pay %s %s from %s to %s"
            .formatted(hash, amount.text(), amount.asset().code(), from, payout.destination());
    return sent.isEmpty()
        ? wanted + ": it moves nothing of that coin by itself"
        : sent.stream()
            .limit(3)
            .map(
                one ->
                    "; it moves %s from %s to %s"
                        .formatted(
                            new Amount(amount.asset(), one.units()).text(), one.from(), one.to()))
            .reduce(wanted, String::concat);
  }

  private void mustBeRead(Chain chain, Numbers numbers) {
    long read = outside.progress().cursor(chain.code()).map(Cursor::number).orElse(-1L);
    if (read < numbers.finalBlock()) {
      throw new Refusal(
          ErrorCode.UNAVAILABLE,
          "%s is read to block %d and has to be to %d before this can be said: try again soon"
              .formatted(chain.name(), read, numbers.finalBlock()),
          Duration.ofSeconds(30));
    }
  }

  private Place place(Payout payout) {
    return places
        .of(payout.id())
        .orElseThrow(() -> conflict("the payout has no number, so none can be used up"));
  }

  private static Refusal conflict(String words) {
    return Evidence.conflict(words);
  }

  private static Chain chain(Payout payout) {
    return payout.amount().asset().chain();
  }
}
