package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Chain;
import io.aureus.money.CoinNetwork;
import java.util.List;

/** Of Bitcoin or Litecoin. */
final class BroughtCoinKey implements BroughtKey {
  private static final Curve CURVE = Curve.best();

  /** The branch that wallets take for it (BIP44). */
  private static final int CHANGE = 1;

  private final CoinAccount account;
  private final boolean guessed;

  private BroughtCoinKey(CoinAccount account, boolean guessed) {
    this.account = account;
    this.guessed = guessed;
  }

  static BroughtCoinKey read(Chain chain, String typed) {
    String text = typed.strip();
    Secrets.refuse(text, "account key");
    try {
      if (CoinDescriptor.isOne(text)) {
        return new BroughtCoinKey(CoinDescriptor.read(CURVE, chain, text), false);
      }
      boolean guessed = text.startsWith("xpub") || text.startsWith("tpub");
      return new BroughtCoinKey(CoinKeyText.account(CURVE, chain, text), guessed);
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST, "account key: %s. %s".formatted(e.getMessage(), right(chain)));
    }
  }

  private static String right(Chain chain) {
    CoinNetwork network = CoinNetwork.of(chain);
    boolean mainnet = CoinAccount.isMainnet(chain);
    String key = mainnet ? "zpub… or xpub…" : "vpub… or tpub…";
    String path = "m/84'/%d'/0'".formatted(network.coinType());
    return ("Right is the extended PUBLIC key of your account on %s, %s of %s, or an output"
            + " descriptor such as wpkh(%s/<0;1>/*)")
        .formatted(network.name(), key, path, mainnet ? "xpub…" : "tpub…");
  }

  CoinAccount account() {
    return account;
  }

  @Override
  public String text() {
    return account.text();
  }

  @Override
  public String identity() {
    return account.identity();
  }

  @Override
  public String fingerprint() {
    return account.fingerprint();
  }

  @Override
  public String remark() {
    List<Integer> branches = account.way().branches();
    if (!branches.isEmpty() && branches.getFirst() == CHANGE) {
      return "its addresses are those of branch 1, which programs keep for change: what yours"
          + " sends back to itself there would pay an order. Usual is …/0/* or …/<0;1>/*";
    }
    return guessed
        ? "an xpub does not say which kind of address it is for: it is taken for "
            + account.way().form().name()
            + ", "
            + account.way().form().example()
            + ". Where your wallet shows others, give a descriptor such as tr(xpub…/<0;1>/*)"
        : "";
  }

  @Override
  public List<String> addresses(long from, int count) {
    return account.addresses(from, count);
  }

  @Override
  public String export(long last, long lastChange) {
    return account.imports(last, lastChange);
  }
}
