package io.aureus.wallets;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.EvmAddress;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import io.aureus.money.CoinNetwork;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a list of addresses that a merchant typed: each of them, or the first that is wrong. */
final class TypedAddresses {
  /** More cannot be pasted with a clear mind. */
  static final int MOST = 5_000;

  private static final Pattern FORM = Pattern.compile("0x[0-9a-fA-F]{40}");
  private static final Pattern COINS =
      Pattern.compile(
          "(?i)(bc|tb|bcrt|ltc|tltc|rltc|ltcmweb|tmweb)1.*|[13mn2LMQ][1-9A-HJ-NP-Za-km-z]{24,35}");
  private static final Pattern SECRET =
      Pattern.compile("(0x)?[0-9a-fA-F]{64}|[5KL9c6T][1-9A-HJ-NP-Za-km-z]{50,51}");
  private static final Pattern BETWEEN = Pattern.compile("[\\s,;]+");

  private final Catalogue catalogue;

  TypedAddresses(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Whether somebody who typed this meant addresses, and not a key. */
  static boolean isList(Chain chain, String typed) {
    String first = BETWEEN.split(typed.strip(), 2)[0];
    boolean isCoins = CoinNetwork.has(chain.family()) && COINS.matcher(first).matches();
    return isCoins || (first.regionMatches(true, 0, "0x", 0, 2) && first.length() < 66);
  }

  /**
   * @return them in their usual spelling, in their order
   */
  List<String> read(Chain chain, String typed) {
    String[] parts = BETWEEN.split(typed.strip());
    if (parts.length > MOST) {
      throw bad(
          "there are %d of them, and %d at most can be given at once"
              .formatted(parts.length, MOST));
    }
    List<String> addresses = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < parts.length; i++) {
      String address = one(chain, parts[i], i + 1);
      if (!seen.add(address)) {
        throw bad(
            "number %d, %s, is in the list twice: each order needs its own"
                .formatted(i + 1, address));
      }
      addresses.add(address);
    }
    return addresses;
  }

  private String one(Chain chain, String text, int number) {
    if (SECRET.matcher(text).matches()) {
      throw bad(
          ("number %d looks like a PRIVATE key. It was not stored. Whoever sees it can spend: treat"
                  + " it as exposed")
              .formatted(number));
    }
    return CoinNetwork.has(chain.family()) ? coins(chain, text, number) : evm(text, number);
  }

  private static String coins(Chain chain, String text, int number) {
    try {
      return CoinAddress.parse(chain, text).text();
    } catch (IllegalArgumentException e) {
      throw bad("number %d: %s".formatted(number, e.getMessage()));
    }
  }

  private String evm(String text, int number) {
    if (!FORM.matcher(text).matches()) {
      throw bad(
          "number %d is no address: right is 0x and 40 digits of 0-9 and a-f".formatted(number));
    }
    String digits = text.substring(2);
    String small = digits.toLowerCase(Locale.ROOT);
    String right = EvmAddress.checksummed(small);
    boolean mixed = !digits.equals(small) && !digits.equals(digits.toUpperCase(Locale.ROOT));
    if (mixed && !right.equals(text)) {
      throw bad("number %d, %s, has a wrong checksum: copy it again".formatted(number, text));
    }
    if (small.matches("0{39}.")) {
      throw bad("number %d, %s, belongs to nobody".formatted(number, right));
    }
    for (Asset asset : catalogue.assets()) {
      if (right.equalsIgnoreCase(asset.contract())) {
        throw bad("number %d, %s, is the contract of %s".formatted(number, right, asset.code()));
      }
    }
    return right;
  }

  private static Refusal bad(String words) {
    return new Refusal(ErrorCode.BAD_REQUEST, "addresses: " + words);
  }
}
