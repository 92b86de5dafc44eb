package io.aureus.money;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An address of Bitcoin or Litecoin, and the output script that it stands for. It is one of the
 * five kinds that wallets use: to a key's hash (P2PKH), a script's hash (P2SH), a witness key's or
 * script's hash (P2WPKH, P2WSH; BIP141), or a taproot key (P2TR; BIP341).
 */
public final class CoinAddress {
  private static final int DUP = 0x76;
  private static final int HASH160 = 0xa9;
  private static final int EQUAL = 0x87;
  private static final int EQUALVERIFY = 0x88;
  private static final int CHECKSIG = 0xac;
  private static final int RETURN = 0x6a;

  /** What the input that spends an output takes, without and with a witness. */
  private static final int SPENDING = 148;

  private static final int SPENDING_WITNESS = 67;

  private final String text;
  private final byte[] script;

  private CoinAddress(String text, byte[] script) {
    this.text = text;
    this.script = script;
  }

  /**
   * Reads what somebody typed or copied.
   *
   * @throws IllegalArgumentException with what is wrong with it and what would be right, as a
   *     clause about “it”, e.g. {@code it is an address of Litecoin: right is one of Bitcoin, bc1…,
   *     1… or 3…}
   */
  public static CoinAddress parse(Chain chain, String typed) {
    CoinNetwork network = CoinNetwork.of(chain);
    String text = typed.strip();
    try {
      byte[] script =
          CoinText.isOf(network.prefix(), text)
              ? witness(Bech32.program(network.prefix(), text))
              : hashed(network, CoinText.hash(network, text));
      return ofScript(network, script).orElseThrow();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s. Right is an address of %s, %s"
              .formatted(e.getMessage(), network.name(), network.example()),
          e);
    }
  }

  /** The address that an output script pays to; empty where it is of no kind that has one. */
  public static Optional<CoinAddress> ofScript(Chain chain, byte[] script) {
    return ofScript(CoinNetwork.of(chain), script);
  }

  private static Optional<CoinAddress> ofScript(CoinNetwork network, byte[] script) {
    return Optional.ofNullable(text(network, script))
        .map(text -> new CoinAddress(text, script.clone()));
  }

  private static @Nullable String text(CoinNetwork network, byte[] script) {
    if (is(script, 25, DUP, HASH160, 20)
        && (script[23] & 0xff) == EQUALVERIFY
        && (script[24] & 0xff) == CHECKSIG) {
      return hash(network.keyHash(), script, 3);
    }
    if (is(script, 23, HASH160, 20) && (script[22] & 0xff) == EQUAL) {
      return hash(network.scriptHashes().getFirst(), script, 2);
    }
    if (is(script, 22, 0, 20) || is(script, 34, 0, 32)) {
      return Bech32.text(network.prefix(), program(0, script));
    }
    if (is(script, 34, 0x51, 32)) {
      return Bech32.text(network.prefix(), program(1, script));
    }
    return null;
  }

  private static boolean is(byte[] script, int length, int... begin) {
    boolean is = script.length == length;
    for (int i = 0; is && i < begin.length; i++) {
      is = (script[i] & 0xff) == begin[i];
    }
    return is;
  }

  private static Bech32.Program program(int version, byte[] script) {
    return new Bech32.Program(version, Arrays.copyOfRange(script, 2, script.length));
  }

  private static String hash(int version, byte[] script, int from) {
    return Base58.check(ByteBuffer.allocate(21).put((byte) version).put(script, from, 20).array());
  }

  private static byte[] witness(Bech32.Program program) {
    int length = program.bytes().length;
    if (program.version() > 1 || (program.version() == 1 && length != 32)) {
      throw new IllegalArgumentException(
          ("it is of witness version %d with %d bytes, which nobody can spend safely yet: what is"
                  + " sent there could be lost")
              .formatted(program.version(), length));
    }
    if (program.version() == 0 && length != 20 && length != 32) {
      throw new IllegalArgumentException(
          "it holds %d bytes, and an address of witness version 0 holds 20 or 32"
              .formatted(length));
    }
    return ByteBuffer.allocate(2 + length)
        .put((byte) (program.version() == 0 ? 0 : 0x51))
        .put((byte) length)
        .put(program.bytes())
        .array();
  }

  private static byte[] hashed(CoinNetwork network, byte[] payload) {
    boolean toKey = (payload[0] & 0xff) == network.keyHash();
    ByteBuffer script = ByteBuffer.allocate(toKey ? 25 : 23);
    if (toKey) {
      script.put((byte) DUP);
    }
    script.put((byte) HASH160).put((byte) 20).put(payload, 1, 20);
    if (toKey) {
      script.put((byte) EQUALVERIFY).put((byte) CHECKSIG);
    } else {
      script.put((byte) EQUAL);
    }
    return script.array();
  }

  /**
   * The least that an output may hold for nodes to pass it on by their usual policy: less costs
   * more to spend than it is worth.
   *
   * @return in the smallest unit; 0 for an output that nobody can spend
   */
  public static long dustLimit(Chain chain, byte[] script) {
    if (script.length > 0 && (script[0] & 0xff) == RETURN) {
      return 0;
    }
    boolean witness =
        script.length >= 4
            && script.length <= 42
            && (script[0] == 0 || (script[0] >= 0x51 && script[0] <= 0x60))
            && script[1] == script.length - 2;
    int output = 8 + (script.length < 253 ? 1 : 3) + script.length;
    long size = output + (long) (witness ? SPENDING_WITNESS : SPENDING);
    return size * CoinNetwork.of(chain).dustRate() / 1_000;
  }

  /**
   * The least that nodes pass on to an address of any kind.
   *
   * @return in the smallest unit; 0 for a chain that has no such limit
   */
  public static long smallestPayment(Chain chain) {
    return CoinNetwork.has(chain.family()) ? dustLimit(chain, new byte[25]) : 0;
  }

  /** Likewise, of what is paid to this address. */
  public long dustLimit(Chain chain) {
    return dustLimit(chain, script);
  }

  /** In its usual spelling: small letters where case does not matter. */
  public String text() {
    return text;
  }

  public byte[] script() {
    return script.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CoinAddress that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(text);
  }

  /** The address; and its script in hexadecimal. */
  @Override
  public String toString() {
    return text + " (" + HexFormat.of().formatHex(script) + ")";
  }
}
