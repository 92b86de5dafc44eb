package io.aureus.keys;

import java.util.ArrayList;
import java.util.List;

/**
 * A wallet of Bitcoin on regtest that a merchant has, and that signs what the program never could.
 */
public final class MerchantCoins {
  private static final int HARD = ExtendedKey.HARDENED;

  private final ExtendedKey account =
      ExtendedKey.master(
              new JavaCurve(), Mnemonic.seed(List.of("test test test junk".split(" ")), ""))
          .descend(84 | HARD, 1 | HARD, HARD);

  /** What the merchant brings. */
  public String descriptor() {
    return "wpkh([d34db33f/84h/1h/0h]" + account.publicKey().text(0x0435_87CF) + "/<0;1>/*)";
  }

  /** Signs all inputs by the paths that the PSBT tells, and finishes none. */
  public String sign(String text) {
    Psbt psbt = SignedAnswer.psbt(text);
    List<CoinOutput> spent = new ArrayList<>();
    for (int i = 0; i < psbt.transaction().inputs().size(); i++) {
      spent.add(psbt.spent(i).orElseThrow());
    }
    SignatureHashes hashes = new SignatureHashes(psbt.transaction().spending(spent));
    for (int i = 0; i < spent.size(); i++) {
      byte[] origin = psbt.input(i).all(Psbt.DERIVATION).getFirst().value();
      CoinWalk walk = new CoinWalk(origin);
      walk.take(origin.length - 8);
      ExtendedKey key = account.child((int) walk.four()).child((int) walk.four());
      CoinWitness witness = key.witness(hashes, i);
      psbt.input(i).with(Psbt.PARTIAL_SIGNATURE, witness.stack().get(1), witness.stack().get(0));
    }
    return psbt.text();
  }
}
