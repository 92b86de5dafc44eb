package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Base58;
import io.aureus.money.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The extended public key of an {@code evm} account, {@code m/44'/60'/n'}, that somebody brought:
 * it finds the account's addresses and can spend nothing. What could spend is refused unread.
 */
final class BroughtEvmKey implements BroughtKey {
  private static final int MOST = 1_000;
  private static final int XPUB = 0x0488_B21E;
  private static final int ACCOUNT_DEPTH = 3;
  private static final Curve CURVE = Curve.best();

  /** Versions of SLIP-132 and of test networks, by the four letters that they show as. */
  private static final Map<Integer, String> FOREIGN =
      Map.of(
          0x049D_7CB2,
          "ypub",
          0x04B2_4746,
          "zpub",
          0x0295_B43F,
          "Ypub",
          0x02AA_7ED3,
          "Zpub",
          0x0435_87CF,
          "tpub",
          0x044A_5262,
          "upub",
          0x045F_1CF6,
          "vpub",
          0x019D_A462,
          "Ltub",
          0x01B2_6EF6,
          "Mtub");

  private final ExtendedPublicKey account;
  private final ExtendedPublicKey receiving;
  private final byte[] payload;

  private BroughtEvmKey(String text, byte[] payload) {
    this.account = ExtendedPublicKey.parse(CURVE, text);
    this.receiving = account.child(0);
    this.payload = payload;
  }

  /**
   * @throws Refusal {@code BAD_REQUEST} with what is wrong and what would be right; it never holds
   *     anything of the text
   */
  static BroughtEvmKey read(String typed) {
    String text = typed.strip();
    Secrets.refuse(text, "account key");
    byte[] payload;
    try {
      payload = Base58.decoded(text);
    } catch (IllegalArgumentException e) {
      throw bad(
          "it is no extended public key, or a letter is wrong (%s)".formatted(e.getMessage()));
    }
    if (payload.length != 78) {
      throw bad("it has %d bytes and an extended key 78".formatted(payload.length));
    }
    refuseOthers(ByteBuffer.wrap(payload));
    try {
      return new BroughtEvmKey(text, payload);
    } catch (IllegalArgumentException e) {
      throw bad("its checksum fits, but it is no point of the curve: export it again");
    }
  }

  private static void refuseOthers(ByteBuffer payload) {
    int version = payload.getInt();
    if (version != XPUB) {
      String kind = FOREIGN.getOrDefault(version, "of an unknown version");
      throw bad("it is a key of another network or coin (%s)".formatted(kind));
    }
    int depth = payload.get() & 0xff;
    payload.getInt();
    int child = payload.getInt();
    if (depth != ACCOUNT_DEPTH) {
      throw bad(
          "it is of depth %d%s, and an account's is of depth 3".formatted(depth, level(depth)));
    }
    if (child >= 0) {
      throw bad("its last step is not hardened, so that it is no account's");
    }
  }

  private static String level(int depth) {
    return switch (depth) {
      case 0 -> " (the master key, of all accounts of all coins)";
      case 4 -> " (the key of one chain of addresses, m/44'/60'/n'/0)";
      case 5 -> " (a single address)";
      default -> "";
    };
  }

  /** The {@code xpub…} spelling. */
  @Override
  public String text() {
    return account.text();
  }

  /** The same for two spellings of one key, and for no two keys: 64 hex digits. */
  @Override
  public String identity() {
    // Version, depth, parent and number are labels; chain code and key decide the addresses.
    return Sha256.hex(Arrays.copyOfRange(payload, 13, 78));
  }

  /** The first four bytes of the key's hash, as wallets show it: 8 hex digits. */
  @Override
  public String fingerprint() {
    byte[] key = Arrays.copyOfRange(payload, 45, 78);
    return HexFormat.of().formatHex(Digests.hash160(key), 0, 4);
  }

  /**
   * Addresses of the external chain, {@code m/44'/60'/n'/0/index}.
   *
   * @param from first index, 0 or more
   * @param count 1 to 1,000
   */
  @Override
  public List<String> addresses(long from, int count) {
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

  @Override
  public String remark() {
    return "";
  }

  @Override
  public String export(long last, long lastChange) {
    return text();
  }

  private static Refusal bad(String words) {
    return new Refusal(
        ErrorCode.BAD_REQUEST,
        "account key: %s. Right is the extended PUBLIC key of your Ethereum account, xpub… of"
                .formatted(words)
            + " m/44'/60'/0'");
  }
}
