package io.aureus.keys;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Takes the signatures out of a PSBT, final ones or those that are still apart. */
final class PsbtSignatures {
  private static final byte[] NONE = {};

  private PsbtSignatures() {}

  /**
   * @param transaction what its inputs hold by our own record
   * @return one for each input; without a stack where it is not signed
   */
  static List<CoinWitness> of(Psbt psbt, CoinTransaction transaction) {
    List<CoinWitness> witnesses = new ArrayList<>();
    for (int i = 0; i < transaction.inputs().size(); i++) {
      String script = transaction.inputs().get(i).spent().script();
      witnesses.add(witness(psbt.input(i), script));
    }
    return witnesses;
  }

  private static CoinWitness witness(PsbtMap input, String script) {
    Optional<byte[]> done = input.get(Psbt.FINAL_WITNESS);
    if (done.isPresent()) {
      return new CoinWitness(input.get(Psbt.FINAL_SCRIPT).orElse(NONE), stack(done.get()));
    }
    Optional<byte[]> taproot = input.get(Psbt.TAP_SIGNATURE);
    if (taproot.isPresent()) {
      return new CoinWitness(NONE, List.of(taproot.get()));
    }
    for (PsbtMap.Field field : input.all(Psbt.PARTIAL_SIGNATURE)) {
      byte[] program = new CoinBytes().one(0).sized(Digests.hash160(field.data())).bytes();
      String plain = HexFormat.of().formatHex(program);
      String nested = "a914" + HexFormat.of().formatHex(Digests.hash160(program)) + "87";
      if (script.equals(plain) || script.equals(nested)) {
        byte[] scriptSig = script.equals(plain) ? NONE : new CoinBytes().sized(program).bytes();
        return new CoinWitness(scriptSig, List.of(field.value(), field.data()));
      }
    }
    return new CoinWitness(NONE, List.of());
  }

  private static List<byte[]> stack(byte[] written) {
    try {
      CoinWalk walk = new CoinWalk(written);
      List<byte[]> stack = RawTransaction.stack(walk);
      walk.end();
      return stack;
    } catch (IllegalArgumentException e) {
      throw SignedAnswer.bad(
          "the witness of an input in the PSBT cannot be read: " + e.getMessage());
    }
  }
}
