package io.aureus.books;

import io.aureus.chains.ChainProgress;
import io.aureus.chains.ChainProgress.Cursor;
import io.aureus.chains.Holdings;
import io.aureus.chains.Movements;
import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.ledger.ChainSide;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.payouts.OnTheWay;
import io.aureus.payouts.Payout;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares one chain's assets with the journal at the end of the block that was read last. The
 * journal is read in one snapshot; what payouts the chain and the journal speak of at different
 * moments is set right before anything is called a difference.
 */
final class BookCheck implements Job {

  private final Chain chain;
  private final Catalogue catalogue;
  private final BookRows rows;
  private final Askers asked;
  private final Sources sources;
  private final TransactionTemplate snapshot;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final Telling telling;

  /** What is compared. */
  record Sources(
      ChainProgress progress,
      Movements movements,
      Holdings holdings,
      ChainSide ledger,
      OnTheWay payouts) {}

  /**
   * @param snapshot a read-only transaction that sees one moment
   */
  BookCheck(
      Chain chain,
      Catalogue catalogue,
      BookRows rows,
      Askers asked,
      Sources sources,
      TransactionTemplate snapshot,
      TransactionTemplate transactions,
      Clock clock) {
    this.chain = chain;
    this.catalogue = catalogue;
    this.rows = rows;
    this.asked = asked;
    this.sources = sources;
    this.snapshot = snapshot;
    this.transactions = transactions;
    this.clock = clock;
    this.telling = new Telling(rows);
  }

  /** The journal and the payouts at one moment, and whom to ask about. */
  private record Moment(
      Cursor cursor,
      Map<String, BigInteger> booked,
      Map<String, BigInteger> waiting,
      List<Payout> signed,
      Askers.Round round,
      boolean isWorkedThrough) {}

  @Override
  public String name() {
    return "compare-" + chain.code();
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(1);
  }

  /** Where nodes cannot answer, the next run tries again. */
  @Override
  public void run(Fence fence) {
    telling.orLater(name(), () -> compare(fence));
  }

  private void compare(Fence fence) {
    Optional<Moment> found = Objects.requireNonNull(snapshot.execute(status -> moment()));
    if (found.isEmpty() || !found.get().isWorkedThrough()) {
      return;
    }
    Moment moment = found.get();
    Cursor cursor = moment.cursor();
    Map<Asset, List<BigInteger>> answers = new LinkedHashMap<>();
    moment
        .round()
        .asked()
        .forEach(
            (asset, addresses) ->
                answers.put(asset, sources.holdings().each(asset, addresses, cursor.number())));
    if (!stored(fence, moment, answers)) {
      return;
    }
    List<Books.Compared> compared = differences(moment);
    transactions.executeWithoutResult(
        status -> {
          fence.hold();
          if (sources.movements().has(chain.code(), cursor.number(), cursor.hash())) {
            compared.forEach(telling::tell);
          }
        });
    sources.ledger().mark();
  }

  private Optional<Moment> moment() {
    Optional<Cursor> cursor = sources.progress().cursor(chain.code());
    if (cursor.isEmpty() || isDone(cursor.get())) {
      return Optional.empty();
    }
    return Optional.of(
        new Moment(
            cursor.get(),
            sources.ledger().sums(),
            asked.waiting(chain),
            sources.payouts().signed(chain),
            asked.round(chain, cursor.get(), rows.progress(chain.code())),
            !sources.movements().hasOpen(chain.code())));
  }

  /** A block is compared once, unless something differs. */
  private boolean isDone(Cursor cursor) {
    List<Books.Compared> compared =
        rows.compared().stream().filter(one -> isOurs(one.asset())).toList();
    return compared.size() == catalogue.assetsOn(chain).size()
        && compared.stream().allMatch(one -> one.difference().isZero())
        && compared.stream().allMatch(one -> one.block() == cursor.number())
        && rows.progress(chain.code()).filter(at -> at.hash().equals(cursor.hash())).isPresent();
  }

  private boolean isOurs(Asset asset) {
    return asset.chain().code().equals(chain.code());
  }

  /** False where the block is not the chain's any more: its answers are worth nothing. */
  private boolean stored(Fence fence, Moment moment, Map<Asset, List<BigInteger>> answers) {
    Cursor cursor = moment.cursor();
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              fence.hold();
              if (!sources.movements().has(chain.code(), cursor.number(), cursor.hash())) {
                return false;
              }
              answers.forEach(
                  (asset, units) ->
                      rows.hold(asset, moment.round().of(asset), units, cursor.number()));
              rows.save(chain.code(), moment.round().then());
              return true;
            }));
  }

  private List<Books.Compared> differences(Moment moment) {
    List<Books.Compared> compared = new ArrayList<>();
    boolean even = true;
    for (Asset asset : catalogue.assetsOn(chain)) {
      BigInteger booked = moment.booked().getOrDefault(asset.code(), BigInteger.ZERO);
      // The journal has a payment from its sight in the mempool on, the chain from its block on.
      BigInteger waiting = moment.waiting().getOrDefault(asset.code(), BigInteger.ZERO);
      Amount held = new Amount(asset, rows.held(asset));
      Amount mined = new Amount(asset, booked.subtract(waiting));
      even &= held.equals(mined);
      compared.add(compared(moment, held, mined));
    }
    return even ? compared : corrected(moment, compared);
  }

  private List<Books.Compared> corrected(Moment moment, List<Books.Compared> compared) {
    List<Amount> unbooked = sources.payouts().unbooked(moment.signed(), moment.cursor().number());
    return compared.stream()
        .map(
            one -> {
              Amount booked = one.booked();
              for (Amount amount : unbooked) {
                if (amount.asset().equals(one.asset())) {
                  booked = booked.minus(amount);
                }
              }
              return compared(moment, one.held(), booked);
            })
        .toList();
  }

  private Books.Compared compared(Moment moment, Amount held, Amount booked) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return new Books.Compared(
        held.asset(), moment.cursor().number(), now, held, booked, held.minus(booked), null);
  }
}
