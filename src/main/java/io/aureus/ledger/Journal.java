package io.aureus.ledger;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import java.math.BigInteger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The ledger in PostgreSQL, which itself refuses imbalance and change. */
final class Journal implements Ledger, JournalPages {
  private final JournalRows rows;
  private final Catalogue catalogue;
  private final Clock clock;

  Journal(JournalRows rows, Catalogue catalogue, Clock clock) {
    this.rows = rows;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  @Override
  public boolean post(Entry entry) {
    requireBalance(entry);
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("an entry is posted in a transaction only");
    }
    Optional<Long> id = rows.addEntry(entry, clock.instant());
    if (id.isEmpty()) {
      return false;
    }
    rows.openAccounts(entry.postings());
    int added = rows.addPostings(id.get(), entry.postings());
    if (added != entry.postings().size()) {
      throw new IllegalStateException(
          entry.reference() + ": " + added + " of " + entry.postings().size() + " postings");
    }
    return true;
  }

  @Override
  public Amount lock(Account account, Asset asset) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("an account is locked in a transaction only");
    }
    rows.openAccounts(List.of(new Posting(account, Amount.zero(asset))));
    rows.lock(account, asset.code());
    return balance(account, asset);
  }

  @Override
  public Amount balance(Account account, Asset asset) {
    return new Amount(asset, rows.balance(account, asset.code()));
  }

  @Override
  public List<Balance> balances(String merchant) {
    return rows.balances(merchant).stream()
        .map(sum -> new Balance(account(sum.owner(), sum.kind()), amount(sum)))
        .toList();
  }

  @Override
  public List<PostedEntry> page(String merchant, long before, int size) {
    if (size < 1 || size > 1000) {
      throw new IllegalArgumentException("a page has 1 to 1000 entries, not " + size);
    }
    return entries(rows.page(merchant, before, size));
  }

  @Override
  public List<PostedEntry> about(String merchant, String order) {
    return entries(rows.about(merchant, order));
  }

  private List<PostedEntry> entries(List<JournalRows.Line> lines) {
    Map<Long, PostedEntry> entries = new LinkedHashMap<>();
    for (JournalRows.Line line : lines) {
      entries.computeIfAbsent(line.entry(), id -> opened(line)).postings().add(posting(line));
    }
    return entries.values().stream().map(PostedEntry::copy).toList();
  }

  private static PostedEntry opened(JournalRows.Line line) {
    return new PostedEntry(
        line.entry(), line.reference(), line.words(), line.at().toInstant(), new ArrayList<>());
  }

  private Posting posting(JournalRows.Line line) {
    Asset asset = catalogue.known(line.asset());
    return new Posting(
        account(line.owner(), line.kind()), new Amount(asset, line.units().toBigIntegerExact()));
  }

  private Amount amount(JournalRows.Sum sum) {
    return new Amount(catalogue.known(sum.asset()), sum.units());
  }

  static Account account(String owner, String kind) {
    return new Account(Account.Kind.valueOf(kind), owner.isEmpty() ? null : owner);
  }

  private static void requireBalance(Entry entry) {
    if (entry.postings().size() < 2) {
      throw new IllegalArgumentException(entry.reference() + " needs two or more postings");
    }
    Map<String, BigInteger> sums = new LinkedHashMap<>();
    for (Posting posting : entry.postings()) {
      Amount amount = posting.amount();
      if (amount.isZero()) {
        throw new IllegalArgumentException(entry.reference() + " has a posting of nothing");
      }
      sums.merge(amount.asset().code(), amount.units(), BigInteger::add);
    }
    sums.forEach(
        (asset, sum) -> {
          if (sum.signum() != 0) {
            throw new IllegalArgumentException(
                entry.reference() + " does not balance: " + asset + " by " + sum);
          }
        });
  }
}
