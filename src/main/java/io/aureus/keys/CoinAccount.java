package io.aureus.keys;

import io.aureus.money.Chain;
import io.aureus.money.CoinAddress;
import io.aureus.money.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * An account of Bitcoin or Litecoin by its public key: the key, the kind of its addresses, and the
 * steps to them. An output descriptor (BIP380) is how it is written.
 */
final class CoinAccount implements PublicAccount {
  private static final int MAINNET = 0x0488_B21E;
  private static final int TESTNET = 0x0435_87CF;

  private final Curve curve;
  private final Way way;
  private final ExtendedPublicKey key;
  private final ExtendedPublicKey receiving;

  /**
   * How the addresses come from the key.
   *
   * @param origin where the key is in its wallet, {@code d34db33f/84h/0h/0h}; empty where unknown
   * @param steps below the key, before the branches
   * @param branches for payments, and then for change where there is one; none where addresses are
   *     numbered right below the steps
   */
  record Way(
      Chain chain, AddressForm form, String origin, List<Integer> steps, List<Integer> branches) {}

  CoinAccount(Curve curve, Way way, ExtendedPublicKey key) {
    this.curve = curve;
    this.way = way;
    this.key = key;
    this.receiving = branch(0);
  }

  /** An account of the common shape: payments in branch 0, change in branch 1. */
  static CoinAccount of(
      Curve curve, AddressSettings.Plan plan, String origin, ExtendedPublicKey key) {
    return new CoinAccount(
        curve, new Way(plan.chain(), plan.form(), origin, List.of(), List.of(0, 1)), key);
  }

  /** True where the network's extended keys are {@code xpub…}, as opposed to {@code tpub…}. */
  static boolean isMainnet(Chain chain) {
    return chain.network().equals("mainnet");
  }

  Way way() {
    return way;
  }

  /** The descriptor with both branches and its checksum. */
  @Override
  public String text() {
    return DescriptorSum.signed(written(branches()));
  }

  /**
   * Both branches apart, as {@code importdescriptors} of Bitcoin Core has read them since 0.21;
   * {@code <0;1>} it knows only since 28, and litecoind does not.
   *
   * @param lastChange not used where there is no branch for change
   */
  String imports(long last, long lastChange) {
    List<Integer> branches = way.branches();
    String payments = branches.isEmpty() ? "" : "/" + branches.getFirst();
    String all = imported(payments, false, last);
    return hasChange()
        ? "[" + all + ", " + imported("/" + branches.getLast(), true, lastChange) + "]"
        : "[" + all + "]";
  }

  private String imported(String branch, boolean internal, long last) {
    return "{\"desc\": \"%s\", \"range\": [0, %d], \"timestamp\": 0, \"internal\": %b}"
        .formatted(DescriptorSum.signed(written(branch)), last, internal);
  }

  private String branches() {
    List<Integer> branches = way.branches();
    return switch (branches.size()) {
      case 0 -> "";
      case 1 -> "/" + branches.getFirst();
      default -> "/<%d;%d>".formatted(branches.get(0), branches.get(1));
    };
  }

  private String written(String branch) {
    StringBuilder text = new StringBuilder(way.form().opening());
    if (!way.origin().isEmpty()) {
      text.append('[').append(way.origin()).append(']');
    }
    text.append(key.text(isMainnet(way.chain()) ? MAINNET : TESTNET));
    way.steps().forEach(step -> text.append('/').append(step));
    return text.append(branch).append("/*").append(way.form().closing()).toString();
  }

  /** The same for two spellings of one account, and for no two accounts: 64 hex digits. */
  String identity() {
    String what = way.chain().family() + ":" + way.form() + ":";
    byte[] text = what.getBytes(StandardCharsets.US_ASCII);
    return HexFormat.of()
        .formatHex(
            Sha256.of(
                new CoinBytes()
                    .plain(text)
                    .plain(receiving.code())
                    .plain(receiving.compressed())
                    .bytes()));
  }

  /** The first four bytes of the key's hash, as wallets show it: 8 hex digits. */
  String fingerprint() {
    return key.fingerprint();
  }

  @Override
  public String hot() {
    return change(0, 1).getFirst();
  }

  @Override
  public List<String> addresses(long from, int count) {
    return addresses(receiving, from, count);
  }

  @Override
  public List<String> change(long from, int count) {
    if (way.branches().size() < 2) {
      throw new IllegalStateException("this account has no branch for change");
    }
    return addresses(branch(1), from, count);
  }

  boolean hasChange() {
    return way.branches().size() > 1;
  }

  /**
   * A key of the account.
   *
   * @param origin the fingerprint of the key that the path begins at, and the path, as PSBTs have
   *     them
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Place(byte[] point, String script, byte[] origin) {}

  /**
   * @param isChange of the branch for change, which the account must have
   */
  Place place(boolean isChange, long index) {
    PublicAccount.checkRange(index, 1);
    byte[] point = branch(isChange ? 1 : 0).children().point((int) index);
    return new Place(
        point, HexFormat.of().formatHex(way.form().script(curve, point)), origin(isChange, index));
  }

  /** Where the key's own place is not known, the path begins at the key itself. */
  private byte[] origin(boolean isChange, long index) {
    CoinBytes out = new CoinBytes();
    String[] known = way.origin().split("/");
    String first = way.origin().isEmpty() ? key.fingerprint() : known[0];
    out.plain(HexFormat.of().parseHex(first));
    for (int i = 1; i < known.length; i++) {
      boolean isHard = known[i].endsWith("h");
      long step = Long.parseLong(isHard ? known[i].substring(0, known[i].length() - 1) : known[i]);
      out.four(isHard ? step | 1L << 31 : step);
    }
    way.steps().forEach(out::four);
    if (!way.branches().isEmpty()) {
      out.four(way.branches().get(isChange ? 1 : 0));
    }
    return out.four(index).bytes();
  }

  private ExtendedPublicKey branch(int which) {
    ExtendedPublicKey at = key;
    for (int step : way.steps()) {
      at = at.child(step);
    }
    return way.branches().isEmpty() ? at : at.child(way.branches().get(which));
  }

  private List<String> addresses(ExtendedPublicKey parent, long from, int count) {
    PublicAccount.checkRange(from, count);
    ExtendedPublicKey.Children children = parent.children();
    List<String> addresses = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] script = way.form().script(curve, children.point((int) (from + i)));
      addresses.add(CoinAddress.ofScript(way.chain(), script).orElseThrow().text());
    }
    return addresses;
  }
}
