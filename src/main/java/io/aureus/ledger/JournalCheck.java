package io.aureus.ledger;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks for what the database should have made impossible; for {@code aureus verify}. */
public final class JournalCheck {
  private static final int GUARDS = 6;
  private static final int MOST_SHOWN = 100;

  /**
   * What was found.
   *
   * @param entries how many entries were looked at
   * @param unbalanced references of entries that do not balance, 100 at most; none in good books
   * @param guarded whether every trigger that guards the journal is in force
   * @param totals the sum of each asset over all accounts: 0 in good books
   * @param byKind the sum of each asset per kind of account
   * @param held what our addresses should hold on chain per asset: the {@link Account.Kind#CUSTODY}
   *     accounts with their sign turned
   * @param overdrawn {@link Account.Kind#AVAILABLE} balances below 0: each needs its reason, such
   *     as a chain that took a payment back
   */
  public record Report(
      long entries,
      List<String> unbalanced,
      boolean guarded,
      List<Amount> totals,
      List<KindTotal> byKind,
      List<Amount> held,
      List<Ledger.Balance> overdrawn) {

    /** True where the books are whole; overdrawn balances are shown, but are no fault of theirs. */
    public boolean isSound() {
      return guarded && unbalanced.isEmpty() && totals.stream().allMatch(Amount::isZero);
    }
  }

  /** The sum of all accounts of a kind in one asset. */
  public record KindTotal(Account.Kind kind, Amount amount) {}

  private final JournalRows rows;
  private final Catalogue catalogue;

  JournalCheck(JournalRows rows, Catalogue catalogue) {
    this.rows = rows;
    this.catalogue = catalogue;
  }

  /** Reads the whole journal; to be run in one repeatable-read transaction for exact figures. */
  public Report run() {
    Map<String, BigInteger> totals = new LinkedHashMap<>();
    List<KindTotal> byKind = new ArrayList<>();
    List<Amount> held = new ArrayList<>();
    for (JournalRows.Sum sum : rows.sumsByKind()) {
      Asset asset = catalogue.known(sum.asset());
      Amount amount = new Amount(asset, sum.units());
      Account.Kind kind = Account.Kind.valueOf(sum.kind());
      totals.merge(sum.asset(), sum.units(), BigInteger::add);
      byKind.add(new KindTotal(kind, amount));
      if (kind == Account.Kind.CUSTODY) {
        held.add(amount.negated());
      }
    }
    List<Amount> perAsset = new ArrayList<>();
    totals.forEach((code, units) -> perAsset.add(new Amount(catalogue.known(code), units)));
    return new Report(
        rows.entries(),
        rows.unbalanced(MOST_SHOWN),
        rows.guards() == GUARDS,
        List.copyOf(perAsset),
        List.copyOf(byKind),
        List.copyOf(held),
        overdrawn());
  }

  private List<Ledger.Balance> overdrawn() {
    return rows.negative(Account.Kind.AVAILABLE).stream()
        .map(
            sum ->
                new Ledger.Balance(
                    Journal.account(sum.owner(), sum.kind()),
                    new Amount(catalogue.known(sum.asset()), sum.units())))
        .toList();
  }
}
