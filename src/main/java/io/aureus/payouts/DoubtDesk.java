package io.aureus.payouts;

import io.aureus.chains.Departures.Departure;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.jobs.Wakeups;
import io.aureus.money.Amount;
import io.aureus.money.Chain;
import io.aureus.payouts.Evidence.Proof;
import io.aureus.wallets.Custody;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Settles payouts in doubt. Nodes are asked first; what they said is void where the payout was
 * moved meanwhile.
 */
final class DoubtDesk implements Doubts {
  private static final @Nullable Instant NEVER = null;

  private final DoubtRows doubts;
  private final PayoutRows rows;
  private final HandedRows handed;
  private final PayoutMoves moves;
  private final Evidences evidences;
  private final LostRows lostRows;
  private final LostPayouts lost;
  private final InvoiceProof invoices;
  private final Wakeups wakeups;

  /** What ends transactions of coins that are never mined. */
  record Lost(LostRows rows, LostPayouts payouts) {}

  DoubtDesk(
      DoubtRows doubts,
      PayoutRows rows,
      HandedRows handed,
      PayoutMoves moves,
      Evidences evidences,
      Lost lost,
      InvoiceProof invoices,
      Wakeups wakeups) {
    this.doubts = doubts;
    this.rows = rows;
    this.handed = handed;
    this.moves = moves;
    this.evidences = evidences;
    this.lostRows = lost.rows();
    this.lost = lost.payouts();
    this.invoices = invoices;
    this.wakeups = wakeups;
  }

  @Override
  public List<Payout> open() {
    return doubts.open();
  }

  @Override
  public Optional<Payout> find(PayoutId id) {
    return rows.find(id)
        .filter(payout -> payout.custody() == Custody.CUSTODIAL)
        .filter(payout -> isRestored(payout) || isUnclear(payout));
  }

  @Override
  public List<Departure> unexplained(Payout payout) {
    return evidences.of(payout).unexplained(payout);
  }

  @Override
  public Payout paidBy(PayoutId id, String txHash, String actor) {
    Payout asked = asked(id);
    Evidence evidence = evidences.of(asked);
    String hash = hash(asked, txHash);
    if (isUnclear(asked)) {
      mayNot(evidence.mayBeMined(asked));
    }
    mustBeOneTransfer(asked);
    Proof proof = evidence.proof(asked, hash);
    return settle(
        asked,
        payout -> {
          Amount spent = claim(payout, proof);
          Payout seen =
              moves.move(
                  payout,
                  PayoutState.SEEN,
                  new PayoutMoves.Mined(hash, spent, false),
                  "found paid by %s: transaction %s in block %d"
                      .formatted(actor, hash, proof.block()),
                  NEVER);
          Payout paid = moves.move(seen, PayoutState.CONFIRMED, "final on the chain", NEVER);
          lostRows.freeIfSettled(id);
          return paid;
        });
  }

  @Override
  public Payout provenBy(PayoutId id, String preimage, @Nullable BigDecimal routing, String actor) {
    Payout asked = asked(id);
    if (!asked.amount().asset().chain().isLightning()) {
      throw Evidence.conflict("it pays no invoice of Lightning, so no preimage proves it");
    }
    if (isUnclear(asked) && asked.holdReason().isEmpty()) {
      throw Evidence.conflict(
          "the node that it was given to is asked, and books it with what routing really took");
    }
    InvoiceProof.Shown shown = InvoiceProof.read(asked, preimage, routing);
    return settle(asked, payout -> invoices.book(payout, shown, actor));
  }

  @Override
  public Payout release(PayoutId id, String actor) {
    return settle(
        neverPaid(id),
        payout -> {
          wakeups.wake(SendPayouts.NAME);
          return moves.hold(
              payout,
              PayoutHold.POLICY,
              "released by the operator, and judged anew",
              "released by " + actor + ": the chain shows no payment of it",
              moves.now());
        });
  }

  @Override
  public Payout takeBack(PayoutId id, String actor, String words) {
    return settle(
        neverPaid(id),
        payout ->
            moves.move(
                payout,
                PayoutState.CANCELLED,
                "taken back by %s: the chain shows no payment of it%s"
                    .formatted(actor, words.isEmpty() ? "" : "; " + words),
                NEVER));
  }

  @Override
  public Payout giveUp(PayoutId id, String actor) {
    Payout asked = asked(id);
    if (!isUnclear(asked)) {
      throw Evidence.conflict(
          "the payout is %s: only an unclear one is given up".formatted(asked.state()));
    }
    Evidence evidence = evidences.of(asked);
    mayNot(evidence.mayBeMined(asked));
    mayNot(evidence.paidElsewhere(asked));
    if (Evidences.isOfCoins(asked)) {
      // With all that its transaction would have paid.
      lost.end(id, actor, evidence.displaced(asked));
      return rows.find(id).orElseThrow();
    }
    return settle(
        asked,
        payout ->
            moves.move(
                payout,
                PayoutState.FAILED,
                "given up by %s: %s".formatted(actor, evidence.displaced(payout)),
                NEVER));
  }

  /** One that a back-up brought, and against which nothing speaks. */
  private Payout neverPaid(PayoutId id) {
    Payout asked = asked(id);
    if (!isRestored(asked)) {
      throw Evidence.conflict(
          "the payout is %s: its bytes are signed, and only the chain decides"
              .formatted(asked.state()));
    }
    mayNot(evidences.of(asked).against(asked));
    return asked;
  }

  private Payout asked(PayoutId id) {
    Payout payout = rows.find(id).orElseThrow(() -> PayoutDesk.unknown(id));
    if (find(id).isEmpty()) {
      throw Evidence.conflict(
          "the payout is %s, and nothing of it is in doubt".formatted(payout.state()));
    }
    return payout;
  }

  private Payout settle(Payout asked, UnaryOperator<Payout> deed) {
    try {
      return moves.together(
          () -> {
            Payout payout = rows.lock(asked.id()).orElseThrow();
            if (payout.version() != asked.version()) {
              throw new PayoutMoves.Overtaken(asked.id());
            }
            return deed.apply(payout);
          });
    } catch (PayoutMoves.Overtaken e) {
      throw new Refusal(ErrorCode.CONFLICT, "the payout moved meanwhile: look at it again");
    }
  }

  /**
   * One transaction pays one payout, whatever it moves; one of coins pays as many as it has outputs
   * for. Its fee is booked once.
   *
   * @return what the payout bears of the fee
   */
  private Amount claim(Payout payout, Proof proof) {
    Chain chain = payout.amount().asset().chain();
    doubts.lock(proof.hash());
    boolean isCounted = doubts.isCounted(chain, proof.hash());
    if (doubts.isSigned(proof.hash())
        || (isCounted && !Evidences.isOfCoins(payout))
        || !handed.claim(
            payout.id(), chain.code(), proof.hash(), proof.position(), proof.block())) {
      throw Evidence.conflict("transaction %s is another payout's".formatted(proof.hash()));
    }
    return isCounted ? Amount.zero(proof.spent().asset()) : proof.spent();
  }

  private static String hash(Payout payout, String typed) {
    if (!Evidences.isOfCoins(payout)) {
      return UnsignedOnes.hash(typed);
    }
    String hash = typed.strip().toLowerCase(Locale.ROOT);
    if (!hash.matches("[0-9a-f]{64}")) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST, "tx_hash: must be 64 hex digits, the id of the transaction");
    }
    return hash;
  }

  private void mustBeOneTransfer(Payout payout) {
    if (payout.kind() == PayoutKind.DEPLOYMENT || rows.source(payout.id()).equals(Sources.ORDERS)) {
      throw Evidence.conflict("it is no single transfer, so no transaction can be named for it");
    }
  }

  private static void mayNot(String against) {
    if (!against.isEmpty()) {
      throw Evidence.conflict(against);
    }
  }

  /** Also one that was released and waits for something else: the merchant cannot take it back. */
  private boolean isRestored(Payout payout) {
    return payout.state() == PayoutState.HELD
        && (payout.hold() == PayoutHold.RESTORED || rows.isRestored(payout.id()));
  }

  private static boolean isUnclear(Payout payout) {
    return payout.state() == PayoutState.UNCLEAR;
  }
}
