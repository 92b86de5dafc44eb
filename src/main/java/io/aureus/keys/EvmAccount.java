package io.aureus.keys;

import java.util.ArrayList;
import java.util.List;

/** The public side of the {@code evm} account {@code m/44'/60'/0'}. */
final class EvmAccount implements PublicAccount {
  private final ExtendedPublicKey account;
  private final ExtendedPublicKey receiving;
  private final String hot;

  EvmAccount(ExtendedPublicKey account) {
    this.account = account;
    this.receiving = account.child(0);
    this.hot = EvmAddress.of(account.child(1).children().point(0));
  }

  /** The {@code xpub…} spelling. */
  @Override
  public String text() {
    return account.text();
  }

  /** {@code m/44'/60'/0'/1/0}. */
  @Override
  public String hot() {
    return hot;
  }

  @Override
  public List<String> addresses(long from, int count) {
    return addresses(receiving, from, count);
  }

  @Override
  public List<String> change(long from, int count) {
    return addresses(account.child(1), from, count);
  }

  private static List<String> addresses(ExtendedPublicKey parent, long from, int count) {
    PublicAccount.checkRange(from, count);
    ExtendedPublicKey.Children children = parent.children();
    List<String> addresses = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      addresses.add(EvmAddress.of(children.point((int) (from + i))));
    }
    return addresses;
  }
}
