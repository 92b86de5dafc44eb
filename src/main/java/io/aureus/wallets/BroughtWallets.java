package io.aureus.wallets;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.BroughtKey;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.money.CoinNetwork;
import io.aureus.money.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a merchant brings as a wallet of his own. */
final class BroughtWallets {
  private static final int LOOK = 20;
  private static final int SHOWN = 5;

  /** A wallet program looks at each address below: of more it would hardly come to an end. */
  private static final long HIGHEST_FIRST = 1_000_000;

  /**
   * What was typed, once it is known to be right.
   *
   * @param accountKey null for a list
   * @param first the first number that orders get; 0 for a list
   * @param addresses the whole list; or of a key the first ones, and those from that number on
   * @param shown the first that orders get
   * @param remark what the merchant should know of how it was taken; empty for nothing
   */
  record Brought(
      OwnWallet.Kind kind,
      @Nullable String accountKey,
      String identity,
      String fingerprint,
      long first,
      List<String> addresses,
      List<String> shown,
      String remark) {
    boolean isList() {
      return kind == OwnWallet.Kind.LIST;
    }
  }

  private final Catalogue catalogue;
  private final TypedAddresses typedAddresses;

  BroughtWallets(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.typedAddresses = new TypedAddresses(catalogue);
  }

  /**
   * @param first the number of the first address of a key that orders get
   * @throws Refusal {@code BAD_REQUEST} with what is wrong and what would be right
   */
  Brought read(String family, String typed, long first) {
    Chain chain = chain(family);
    if (first < 0 || first > HIGHEST_FIRST) {
      throw bad("the first number is one from 0 to %d".formatted(HIGHEST_FIRST));
    }
    if (TypedAddresses.isList(chain, typed)) {
      if (first > 0) {
        throw bad("a list has no first number: leave out the addresses that were used before");
      }
      List<String> addresses = typedAddresses.read(chain, typed);
      String sorted = String.join(",", addresses.stream().sorted().toList());
      String identity = hash(sorted);
      return new Brought(
          OwnWallet.Kind.LIST,
          null,
          "list:" + identity,
          identity.substring(0, 8),
          0,
          addresses,
          addresses.subList(0, Math.min(SHOWN, addresses.size())),
          "");
    }
    BroughtKey key = BroughtKey.read(chain, typed);
    List<String> addresses = new ArrayList<>(key.addresses(0, LOOK));
    if (first > 0) {
      addresses.addAll(key.addresses(first, LOOK));
    }
    return new Brought(
        OwnWallet.Kind.XPUB,
        key.text(),
        key.identity(),
        key.fingerprint(),
        first,
        List.copyOf(addresses),
        key.addresses(first, SHOWN),
        key.remark());
  }

  /**
   * What a wallet program imports to see all that was given of a wallet; null for a list.
   *
   * @param change how many addresses for change were taken
   */
  @Nullable String export(OwnRows.Row row, long change) {
    String key = row.accountKey();
    if (key == null) {
      return null;
    }
    long last = Math.max(0, row.next() - 1);
    long lastChange = Math.max(0, change - 1);
    return ofFamily(row.family())
        .map(chain -> BroughtKey.read(chain, key).export(last, lastChange))
        .orElse(key);
  }

  private Optional<Chain> ofFamily(String family) {
    return catalogue.chains().stream()
        .filter(chain -> chain.family().equals(family))
        .filter(chain -> family.equals("evm") || CoinNetwork.has(family))
        .findFirst();
  }

  private static Refusal bad(String words) {
    return new Refusal(ErrorCode.BAD_REQUEST, words);
  }

  /**
   * @throws Refusal {@code UNSUPPORTED} where no wallet can be brought for it
   */
  Chain chain(String family) {
    return ofFamily(family)
        .orElseThrow(
            () ->
                new Refusal(
                    ErrorCode.UNSUPPORTED,
                    "wallets of one's own are there for Ethereum and its kin, Bitcoin and Litecoin,"
                        + " where this gateway takes them"));
  }

  private static String hash(String text) {
    return Sha256.hex(text.getBytes(StandardCharsets.US_ASCII));
  }
}
