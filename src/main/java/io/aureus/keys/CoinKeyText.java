package io.aureus.keys;

import io.aureus.money.Base58;
import io.aureus.money.Chain;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The spellings of extended public keys of Bitcoin and Litecoin: {@code xpub}, those of SLIP-132,
 * and Litecoin's own.
 */
final class CoinKeyText {
  private static final int LENGTH = 78;

  /**
   * What four letters say.
   *
   * @param family null where both use it
   * @param form null where it says none
   */
  private record Version(
      String letters, @Nullable String family, boolean mainnet, @Nullable AddressForm form) {}

  private static final Map<Integer, Version> VERSIONS =
      Map.of(
          0x0488_B21E, new Version("xpub", null, true, null),
          0x049D_7CB2, new Version("ypub", null, true, AddressForm.BIP49),
          0x04B2_4746, new Version("zpub", null, true, AddressForm.BIP84),
          0x0435_87CF, new Version("tpub", null, false, null),
          0x044A_5262, new Version("upub", null, false, AddressForm.BIP49),
          0x045F_1CF6, new Version("vpub", null, false, AddressForm.BIP84),
          0x019D_A462, new Version("Ltub", "litecoin", true, null),
          0x01B2_6EF6, new Version("Mtub", "litecoin", true, AddressForm.BIP49),
          0x0436_F6E1, new Version("ttub", "litecoin", false, null));

  private static final Map<Integer, String> SHARED =
      Map.of(0x0295_B43F, "Ypub", 0x02AA_7ED3, "Zpub", 0x0242_89EF, "Upub", 0x0257_5483, "Vpub");

  private CoinKeyText() {}

  /**
   * The account of an extended key alone, of the usual two branches.
   *
   * @throws IllegalArgumentException with what is wrong, as a clause about “it”; it never holds
   *     anything of the key
   */
  static CoinAccount account(Curve curve, Chain chain, String text) {
    if (text.contains("/") || text.contains("[")) {
      throw new IllegalArgumentException(
          "it has a path or an origin beside the key: give the key alone, or a descriptor such as"
              + " wpkh(…/0/*) with all of it");
    }
    byte[] payload = payload(text);
    Version version = version(chain, payload);
    int depth = payload[4] & 0xff;
    if (depth != 3) {
      throw new IllegalArgumentException(
          ("it is of depth %d, and an account's key is of depth 3: if you know what it is, give a"
                  + " descriptor such as wpkh(xpub…/0/*)")
              .formatted(depth));
    }
    if (payload[9] >= 0) {
      throw new IllegalArgumentException(
          "its last step is not hardened, so that it is no account's key");
    }
    AddressForm form = Optional.ofNullable(version.form()).orElse(AddressForm.BIP84);
    CoinAccount.Way way = new CoinAccount.Way(chain, form, "", List.of(), List.of(0, 1));
    return new CoinAccount(curve, way, key(curve, payload));
  }

  /**
   * The key in a descriptor, whose words around it say which kind its addresses are.
   *
   * @throws IllegalArgumentException as {@link #account}
   */
  static ExtendedPublicKey inDescriptor(Curve curve, Chain chain, String text) {
    if (text.matches("(02|03|04)[0-9a-fA-F]{64,128}")) {
      throw new IllegalArgumentException(
          "it names a single key, and each order needs its own: right is xpub…/0/*");
    }
    byte[] payload = payload(text);
    version(chain, payload);
    return key(curve, payload);
  }

  private static byte[] payload(String text) {
    byte[] payload;
    try {
      payload = Base58.decoded(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "it is no extended public key, or a letter is wrong (%s)".formatted(e.getMessage()), e);
    }
    if (payload.length != LENGTH) {
      throw new IllegalArgumentException(
          "it has %d bytes and an extended key 78".formatted(payload.length));
    }
    return payload;
  }

  private static Version version(Chain chain, byte[] payload) {
    int number = ByteBuffer.wrap(payload).getInt();
    Version version = VERSIONS.get(number);
    if (version == null) {
      throw new IllegalArgumentException(
          SHARED.containsKey(number)
              ? "it is a key for addresses of several owners (%s), and one key alone is possible"
                  .formatted(SHARED.get(number))
              : "it is a key of another coin or of an unknown version");
    }
    if (version.family() != null && !version.family().equals(chain.family())) {
      throw new IllegalArgumentException(
          "it is a key of Litecoin (%s)".formatted(version.letters()));
    }
    if (version.mainnet() != CoinAccount.isMainnet(chain)) {
      throw new IllegalArgumentException(
          version.mainnet()
              ? "it is a key of the real network (%s), and this gateway runs on a test network"
                  .formatted(version.letters())
              : "it is a key of a test network (%s)".formatted(version.letters()));
    }
    return version;
  }

  private static ExtendedPublicKey key(Curve curve, byte[] payload) {
    try {
      return ExtendedPublicKey.of(curve, payload);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "its checksum fits, but it is no point of the curve: export it again", e);
    }
  }
}
