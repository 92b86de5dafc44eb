package io.aureus.wallets;

import io.aureus.chains.UsedAddresses;
import io.aureus.chains.Watchlist;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.Derivation;
import io.aureus.keys.EvmAddress;
import io.aureus.keys.Signer;
import io.aureus.merchants.MerchantId;
import io.aureus.wallets.BroughtWallets.Brought;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** The wallets that merchants brought, in the database. */
final class OwnWallets implements SelfCustody {
  private static final String EVM = "evm";
  private static final OwnRows.Run NO_RUN = new OwnRows.Run(0, 0);

  private final OwnRows rows;
  private final OwnAddressRows addressRows;
  private final OwnMerchants merchants;
  private final BroughtWallets brought;
  private final Outside outside;
  private final WalletsSettings settings;
  private final TransactionTemplate transactions;
  private final Clock clock;

  /** What it needs of other rooms, and of ours. */
  record Outside(
      Addresses addresses,
      Derivation derivation,
      Signer signer,
      Watchlist watchlist,
      UsedAddresses used) {}

  OwnWallets(
      OwnRows rows,
      OwnAddressRows addressRows,
      OwnMerchants merchants,
      BroughtWallets brought,
      Outside outside,
      WalletsSettings settings,
      TransactionTemplate transactions,
      Clock clock) {
    this.rows = rows;
    this.addressRows = addressRows;
    this.merchants = merchants;
    this.brought = brought;
    this.outside = outside;
    this.settings = settings;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public List<OwnWallet> of(MerchantId merchant) {
    List<OwnRows.Row> all = rows.of(merchant);
    List<Long> ids = all.stream().map(OwnRows.Row::id).toList();
    Map<Long, Long> given = rows.given(ids);
    Map<Long, Long> change = rows.change(ids);
    Map<Long, OwnRows.Run> runs = rows.longestRuns(ids);
    return all.stream()
        .map(
            row ->
                wallet(
                    row,
                    given.getOrDefault(row.id(), 0L),
                    runs.getOrDefault(row.id(), NO_RUN),
                    brought.export(row, change.getOrDefault(row.id(), 0L))))
        .toList();
  }

  @Override
  public boolean isActive(MerchantId merchant, String family) {
    return merchants.contains(merchant, family);
  }

  @Override
  public OwnWallet.Proposal propose(MerchantId merchant, String family, String typed, long first) {
    Brought wallet = brought.read(family, typed, first);
    Optional<OwnRows.Row> standing =
        Objects.requireNonNull(transactions.execute(status -> rows.byIdentity(wallet.identity())));
    standing.ifPresent(row -> mustBeOf(merchant, row));
    mustBeFree(merchant, family, wallet);
    return new OwnWallet.Proposal(
        wallet.kind(),
        wallet.fingerprint(),
        wallet.kind() == OwnWallet.Kind.LIST ? wallet.addresses().size() : 0,
        first,
        wallet.shown(),
        used(family, wallet),
        standing.map(row -> "it goes on with number " + Math.max(first, row.next())).orElse(""),
        wallet.remark());
  }

  private List<String> used(String family, Brought wallet) {
    Set<String> used = outside.used().among(family, wallet.shown());
    return wallet.shown().stream().filter(used::contains).toList();
  }

  @Override
  public OwnWallet adopt(
      MerchantId merchant, String family, String typed, long first, String actor) {
    Brought wallet = brought.read(family, typed, first);
    mustBeFree(merchant, family, wallet);
    long id =
        Objects.requireNonNull(
            transactions.execute(
                status -> {
                  merchants.forget();
                  return adopted(merchant, family, wallet, actor);
                }));
    return of(merchant).stream().filter(one -> one.id() == id).findFirst().orElseThrow();
  }

  private long adopted(MerchantId merchant, String family, Brought brought, String actor) {
    Optional<OwnRows.Row> active = rows.lockActive(merchant, family);
    if (brought.kind() == OwnWallet.Kind.LIST
        && active.isPresent()
        && active.get().kind() == OwnWallet.Kind.LIST) {
      addTo(active.get().id(), active.get().next(), family, brought.addresses());
      rows.advance(active.get().id(), brought.addresses().size());
      return active.get().id();
    }
    rows.stop(merchant, family);
    Optional<OwnRows.Row> before = rows.byIdentity(brought.identity());
    if (before.isPresent()) {
      mustBeOf(merchant, before.get());
      rows.start(before.get().id(), brought.first());
      return before.get().id();
    }
    boolean isList = brought.kind() == OwnWallet.Kind.LIST;
    long id = rows.insert(row(merchant, family, brought), actor);
    if (isList) {
      addTo(id, 0, family, brought.addresses());
    }
    return id;
  }

  private OwnRows.Row row(MerchantId merchant, String family, Brought brought) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    long next = brought.isList() ? brought.addresses().size() : brought.first();
    return new OwnRows.Row(
        0,
        merchant,
        family,
        brought.kind(),
        brought.accountKey(),
        brought.identity(),
        brought.fingerprint(),
        brought.first(),
        next,
        brought.first() - 1,
        true,
        now);
  }

  private void addTo(long wallet, long from, String family, List<String> addresses) {
    if (addressRows.insert(family, wallet, from, addresses) != addresses.size()) {
      throw inUse("an address of the list was taken by another wallet at this moment");
    }
    outside.watchlist().watchSenders(family, addresses);
  }

  @Override
  public void stop(MerchantId merchant, String family) {
    transactions.executeWithoutResult(
        status -> {
          merchants.forget();
          rows.stop(merchant, family);
        });
  }

  @Override
  public Map<String, MerchantId> owners(String family, Collection<String> addresses) {
    Map<String, String> asked = new HashMap<>();
    for (String address : addresses) {
      asked.put(family.equals(EVM) ? usual(address) : address, address);
    }
    Map<String, MerchantId> found = new HashMap<>();
    addressRows
        .owners(family, asked.keySet())
        .forEach((usual, merchant) -> found.put(String.valueOf(asked.get(usual)), merchant));
    return found;
  }

  @Override
  public List<String> addresses(MerchantId merchant, String family) {
    return addressRows.given(merchant, family);
  }

  private void mustBeFree(MerchantId merchant, String family, Brought brought) {
    List<String> addresses = brought.addresses();
    boolean isOurs =
        addresses.contains(outside.signer().hotAddress(family))
            || addresses.contains(outside.derivation().addresses(family, 0, 1).getFirst())
            || !outside.addresses().indexes(family, addresses).isEmpty();
    if (isOurs) {
      throw inUse("it is of this gateway itself, which can spend it: bring a wallet of your own");
    }
    Map<String, MerchantId> owners = addressRows.owners(family, addresses);
    boolean isListed = brought.kind() == OwnWallet.Kind.LIST && !owners.isEmpty();
    boolean isOthers = owners.values().stream().anyMatch(owner -> !owner.equals(merchant));
    if (isListed || isOthers) {
      String which = addresses.stream().filter(owners::containsKey).findFirst().orElse("");
      throw inUse(which + " is in a wallet here already: each address is used once");
    }
  }

  private static void mustBeOf(MerchantId merchant, OwnRows.Row row) {
    if (!row.merchant().equals(merchant)) {
      throw inUse("this account is the wallet of another merchant here: use another account of it");
    }
  }

  private OwnWallet wallet(
      OwnRows.Row row, long given, OwnRows.Run longest, @Nullable String export) {
    @Nullable Long left = row.kind() == OwnWallet.Kind.LIST ? row.next() - given : null;
    boolean isList = row.kind() == OwnWallet.Kind.LIST;
    long unpaid = isList ? 0 : Math.max(0, row.unpaid());
    OwnRows.Run run = isList ? NO_RUN : longest;
    return new OwnWallet(
        row.id(),
        row.merchant(),
        row.family(),
        row.kind(),
        row.fingerprint(),
        row.accountKey(),
        export,
        row.first(),
        row.next(),
        given,
        unpaid,
        run.length(),
        left,
        row.active(),
        warnings(row, run, left),
        row.createdAt());
  }

  /** A run between two paid addresses hides what lies after it, though orders stop no more. */
  private List<String> warnings(OwnRows.Row row, OwnRows.Run run, @Nullable Long left) {
    List<String> warnings = new ArrayList<>();
    if (row.active() && left != null && left <= settings.gapLimit()) {
      warnings.add(
          left == 0
              ? "no address is left: orders are refused until you add some"
              : "%d addresses are left: add some before orders are refused".formatted(left));
    }
    if (run.length() >= settings.gapLimit()) {
      warnings.add(
          ("%d addresses in a row are unpaid, number %d to %d. A wallet program that stops looking"
                  + " after %d finds later payments only when it is told to look further")
              .formatted(
                  run.length(), run.from(), run.from() + run.length() - 1, settings.gapLimit()));
    }
    if (row.active() && left == null && row.unpaid() >= settings.gapLimit()) {
      warnings.add(
          "the last %d addresses are unpaid: at %d orders are refused"
              .formatted(row.unpaid(), settings.gapMost()));
    }
    return List.copyOf(warnings);
  }

  private static String usual(String address) {
    return EvmAddress.checksummed(address.substring(2).toLowerCase(Locale.ROOT));
  }

  private static Refusal inUse(String words) {
    return new Refusal(ErrorCode.CONFLICT, words);
  }
}
