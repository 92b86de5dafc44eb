package io.aureus.payouts;

import io.aureus.chains.SpentCoins;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Chain;
import io.aureus.payouts.LostBundles.Lost;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ends bundles that are lost, once no reorganisation can be expected to bring them back. */
final class LostDesk implements LostPayouts {
  private final PayoutRows rows;
  private final BundleRows bundles;
  private final LostRows lostRows;
  private final LostBundles lost;
  private final PayoutMoves moves;
  private final Evidence evidence;

  LostDesk(
      JdbcClient jdbc, PayoutRows rows, SpentCoins spent, PayoutMoves moves, Evidence evidence) {
    this.evidence = evidence;
    this.rows = rows;
    this.bundles = new BundleRows(jdbc);
    this.lostRows = new LostRows(jdbc);
    this.lost = new LostBundles(jdbc, spent);
    this.moves = moves;
  }

  @Override
  public List<Entry> all() {
    return lostRows.unclear().stream()
        .flatMap(id -> rows.find(id).stream())
        .map(payout -> new Entry(payout, waits(payout)))
        .toList();
  }

  private String waits(Payout payout) {
    try {
      check(payout, bundle(payout));
      return "";
    } catch (Refusal e) {
      return e.words();
    }
  }

  @Override
  public List<Payout> end(PayoutId id, String actor, String words) {
    String line = "given up by " + actor + (words.isEmpty() ? "" : ": " + words);
    List<Payout> ended = new ArrayList<>();
    moves.together(
        () -> {
          Payout asked = rows.find(id).orElseThrow(() -> PayoutDesk.unknown(id));
          Bundle bundle = bundle(asked);
          // Nobody chooses coins meanwhile: a higher fee for what is ended would lock new ones.
          bundles.lockChain(chain(asked));
          if (!bundles.lock(bundle.id())) {
            throw PayoutDesk.unknown(id);
          }
          List<Payout> members =
              bundles.members(bundle.id()).stream()
                  .map(one -> rows.lock(one).orElseThrow())
                  .filter(one -> one.id().equals(id) || !rows.isPaidByAnother(one.id()))
                  .toList();
          members.forEach(member -> check(member, bundle));
          for (Payout member : members) {
            ended.add(moves.move(member, PayoutState.FAILED, line, null));
          }
          lostRows.free(bundle.id());
          return asked;
        });
    return List.copyOf(ended);
  }

  private void check(Payout payout, Bundle bundle) {
    if (payout.state() != PayoutState.UNCLEAR) {
      throw conflict(
          "the payout %s of this transaction is %s: only what is UNCLEAR can be ended"
              .formatted(payout.id(), payout.state()));
    }
    Chain chain = chain(payout);
    Lost found =
        lost.of(chain, bundle.id())
            .orElseThrow(
                () ->
                    conflict(
                        "no block gives a coin of it to another transaction: it may still be"
                            + " mined, and the same bytes are offered until it is"));
    long missing = chain.confirmations() + Following.LOOKED_AFTER - found.depth();
    if (missing > 0) {
      throw conflict(
          ("a reorganisation could still bring it back: in %d more blocks of %s it can be ended"
                  + " (transaction %s took its coin)")
              .formatted(missing, chain.name(), found.by()));
    }
    String elsewhere = evidence.paidElsewhere(payout);
    if (!elsewhere.isEmpty()) {
      throw conflict(elsewhere);
    }
  }

  private Bundle bundle(Payout payout) {
    return bundles
        .of(payout.id())
        .orElseThrow(
            () ->
                conflict(
                    "the payout %s has no transaction of coins, so there is none to end"
                        .formatted(payout.id())));
  }

  private static Chain chain(Payout payout) {
    return payout.amount().asset().chain();
  }

  private static Refusal conflict(String words) {
    return new Refusal(ErrorCode.CONFLICT, words);
  }
}
