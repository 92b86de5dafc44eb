package io.aureus.keys;

import java.util.HexFormat;

/** Which kind of address a key of Bitcoin's kind is written as. */
enum AddressForm {
  /** Pays to the key's hash, as from the first day (P2PKH). */
  BIP44(44, "pkh(", ")", "1…"),
  /** A witness key in the hash of a script, for payers with old programs (P2SH-P2WPKH). */
  BIP49(49, "sh(wpkh(", "))", "3…"),
  /** A witness key's hash: the usual one (P2WPKH). */
  BIP84(84, "wpkh(", ")", "bc1q…"),
  /** A taproot key that nothing but itself spends (P2TR). */
  BIP86(86, "tr(", ")", "bc1p…");

  private final int purpose;
  private final String opening;
  private final String closing;
  private final String example;

  AddressForm(int purpose, String opening, String closing, String example) {
    this.purpose = purpose;
    this.opening = opening;
    this.closing = closing;
    this.example = example;
  }

  /** The first step of its path, {@code m/purpose'}. */
  int purpose() {
    return purpose;
  }

  /** What stands before the key in an output descriptor (BIP381 to BIP386), and what after it. */
  String opening() {
    return opening;
  }

  String closing() {
    return closing;
  }

  /** How its addresses begin on Bitcoin. */
  String example() {
    return example;
  }

  /**
   * @param point 65 bytes, uncompressed
   * @return the output script
   */
  byte[] script(Curve curve, byte[] point) {
    String hex =
        switch (this) {
          case BIP44 ->
              "76a914"
                  + HexFormat.of().formatHex(Digests.hash160(ExtendedPublicKey.compressed(point)))
                  + "88ac";
          case BIP49 -> CoinScript.P2SH_P2WPKH.script(curve, point);
          case BIP84 -> CoinScript.P2WPKH.script(curve, point);
          case BIP86 -> CoinScript.P2TR.script(curve, point);
        };
    return HexFormat.of().parseHex(hex);
  }
}
