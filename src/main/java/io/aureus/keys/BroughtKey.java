package io.aureus.keys;

import io.aureus.money.Chain;
import io.aureus.money.CoinNetwork;
import java.util.List;

/**
 * The extended public key of an account that somebody brought: it finds the account's addresses and
 * can spend nothing. What could spend is refused unread.
 */
public sealed interface BroughtKey permits BroughtEvmKey, BroughtCoinKey {
  /**
   * An extended public key; or, of Bitcoin and Litecoin, an output descriptor of one.
   *
   * @throws io.aureus.errors.Refusal {@code BAD_REQUEST} with what is wrong and what would be
   *     right; it never holds anything of the text
   */
  static BroughtKey read(Chain chain, String typed) {
    return CoinNetwork.has(chain.family())
        ? BroughtCoinKey.read(chain, typed)
        : BroughtEvmKey.read(typed);
  }

  /** In its usual spelling: {@code xpub…} of {@code evm}, else a descriptor with its checksum. */
  String text();

  /** The same for two spellings of one account, and for no two accounts: 64 hex digits. */
  String identity();

  /** The first four bytes of the key's hash, as wallets show it: 8 hex digits. */
  String fingerprint();

  /** What its owner should know before it is used, for people; empty where there is nothing. */
  String remark();

  /**
   * Addresses for payments, in index order.
   *
   * @param from first index, 0 or more
   * @param count 1 to 1,000
   */
  List<String> addresses(long from, int count);

  /**
   * What a wallet program imports to find the addresses up to an index, in the way that {@code
   * importdescriptors} of a node reads it; the plain text where the family has no such way.
   *
   * @param last the greatest index of a payment, 0 or more
   * @param lastChange the greatest index of change, 0 or more; of no account without such a branch
   */
  String export(long last, long lastChange);
}
