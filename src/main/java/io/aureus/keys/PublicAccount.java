package io.aureus.keys;

import java.util.ArrayList;
import java.util.List;

/** The public side of the {@code evm} account {@code m/44'/60'/0'}. */
final class PublicAccount {
  private static final int MOST = 10_000;

  private final ExtendedPublicKey account;
  private final ExtendedPublicKey receiving;
  private final String hot;

  PublicAccount(ExtendedPublicKey account) {
    this.account = account;
    this.receiving = account.child(0);
    this.hot = EvmAddress.of(account.child(1).children().point(0));
  }

  /** The {@code xpub…} spelling. */
  String text() {
    return account.text();
  }

  /** {@code m/44'/60'/0'/1/0}. */
  String hot() {
    return hot;
  }

  /** As {@link Derivation#addresses}. */
  List<String> addresses(long from, int count) {
    if (from < 0 || count < 1 || count > MOST || from + count > 1L << 31) {
      throw new IllegalArgumentException("no such range of indexes: " + from + " + " + count);
    }
    ExtendedPublicKey.Children children = receiving.children();
    List<String> addresses = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      addresses.add(EvmAddress.of(children.point((int) (from + i))));
    }
    return addresses;
  }
}
