package io.aureus.sandbox;

import io.aureus.money.Sha256;
import io.aureus.sandbox.UtxoTransaction.Input;
import io.aureus.sandbox.UtxoTransaction.Output;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * Checks who may spend: a key of a P2WPKH output, also inside P2SH (BIP143), the key of a taproot
 * output (BIP340, BIP341), and anybody what is the faucet's. Other kinds the simulated chain cannot
 * spend.
 */
final class UtxoSignatures {
  /** What the faucet's coins lie on: a script (P2WSH) that anybody satisfies. */
  static final String ANYBODY = "0020" + UtxoBytes.HEX.formatHex(Sha256.of(new byte[] {81}));

  private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");
  private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);
  private static final int ALL = 1;

  private UtxoSignatures() {}

  /**
   * @param spent the outputs that the inputs spend, in their order
   * @return why an input may not spend what it does; empty where all may
   */
  static String complaint(UtxoTransaction transaction, List<Output> spent) {
    for (int i = 0; i < spent.size(); i++) {
      boolean right;
      try {
        right = isRight(transaction, i, spent);
      } catch (IllegalArgumentException | ArithmeticException | java.io.IOException e) {
        right = false;
      }
      if (!right) {
        return "mandatory-script-verify-flag-failed (the simulated node finds input %d not signed)"
            .formatted(i);
      }
    }
    return "";
  }

  private static boolean isRight(UtxoTransaction transaction, int index, List<Output> spent)
      throws java.io.IOException {
    Input input = transaction.inputs().get(index);
    String script = spent.get(index).script();
    if (script.equals(ANYBODY)) {
      return input.witness().equals(List.of("51")) && input.script().isEmpty();
    }
    if (script.length() == 44 && script.startsWith("0014")) {
      return input.script().isEmpty() && isByKey(transaction, index, spent, script.substring(4));
    }
    if (script.length() == 46 && script.startsWith("a914")) {
      String inner = input.script();
      return inner.length() == 46
          && inner.startsWith("160014")
          && hash160(inner.substring(2)).equals(script.substring(4, 44))
          && isByKey(transaction, index, spent, inner.substring(6));
    }
    return script.length() == 68
        && script.startsWith("5120")
        && input.script().isEmpty()
        && isByTaproot(transaction, index, spent);
  }

  private static String hash160(String hex) {
    byte[] once = Sha256.of(UtxoBytes.HEX.parseHex(hex));
    RIPEMD160Digest digest = new RIPEMD160Digest();
    digest.update(once, 0, once.length);
    byte[] hash = new byte[20];
    digest.doFinal(hash, 0);
    return UtxoBytes.HEX.formatHex(hash);
  }

  private static boolean isByKey(
      UtxoTransaction transaction, int index, List<Output> spent, String keyHash)
      throws java.io.IOException {
    List<String> witness = transaction.inputs().get(index).witness();
    if (witness.size() != 2 || !hash160(witness.get(1)).equals(keyHash)) {
      return false;
    }
    byte[] signature = UtxoBytes.HEX.parseHex(witness.get(0));
    if (signature.length == 0 || signature[signature.length - 1] != ALL) {
      return false;
    }
    byte[] der = java.util.Arrays.copyOf(signature, signature.length - 1);
    BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(CURVE.getN(), der);
    if (rs[1].compareTo(CURVE.getN().shiftRight(1)) > 0) {
      return false;
    }
    ECPoint key = CURVE.getCurve().decodePoint(UtxoBytes.HEX.parseHex(witness.get(1)));
    ECDSASigner signer = new ECDSASigner();
    signer.init(false, new ECPublicKeyParameters(key, DOMAIN));
    long units = spent.get(index).units();
    return signer.verifySignature(digest(transaction, index, units, keyHash), rs[0], rs[1]);
  }

  /** BIP143, for a signature of everything. */
  private static byte[] digest(UtxoTransaction transaction, int index, long units, String keyHash) {
    UtxoBytes outpoints = new UtxoBytes();
    UtxoBytes sequences = new UtxoBytes();
    transaction
        .inputs()
        .forEach(
            input -> {
              outpoints.hash(input.spent().txid()).u32(input.spent().index());
              sequences.u32(input.sequence());
            });
    Input input = transaction.inputs().get(index);
    byte[] content =
        new UtxoBytes()
            .u32(transaction.version())
            .bytes(UtxoBytes.twice(outpoints.toBytes()))
            .bytes(UtxoBytes.twice(sequences.toBytes()))
            .hash(input.spent().txid())
            .u32(input.spent().index())
            .hex("1976a914" + keyHash + "88ac")
            .u64(units)
            .u32(input.sequence())
            .bytes(UtxoBytes.twice(outputs(transaction)))
            .u32(transaction.lockTime())
            .u32(ALL)
            .toBytes();
    return UtxoBytes.twice(content);
  }

  private static byte[] outputs(UtxoTransaction transaction) {
    UtxoBytes out = new UtxoBytes();
    transaction.outputs().forEach(o -> out.u64(o.units()).sized(o.script()));
    return out.toBytes();
  }

  private static boolean isByTaproot(UtxoTransaction transaction, int index, List<Output> spent) {
    List<String> witness = transaction.inputs().get(index).witness();
    if (witness.size() != 1 || witness.getFirst().length() != 128) {
      return false;
    }
    byte[] message = taprootDigest(transaction, index, spent);
    String key = spent.get(index).script().substring(4);
    return isSchnorr(key, message, witness.getFirst());
  }

  /** BIP341, for a signature of everything by the key itself. */
  private static byte[] taprootDigest(UtxoTransaction transaction, int index, List<Output> spent) {
    UtxoBytes outpoints = new UtxoBytes();
    UtxoBytes units = new UtxoBytes();
    UtxoBytes scripts = new UtxoBytes();
    UtxoBytes sequences = new UtxoBytes();
    for (int i = 0; i < spent.size(); i++) {
      Input input = transaction.inputs().get(i);
      outpoints.hash(input.spent().txid()).u32(input.spent().index());
      units.u64(spent.get(i).units());
      scripts.sized(spent.get(i).script());
      sequences.u32(input.sequence());
    }
    byte[] content =
        new UtxoBytes()
            .hex("0000")
            .u32(transaction.version())
            .u32(transaction.lockTime())
            .bytes(Sha256.of(outpoints.toBytes()))
            .bytes(Sha256.of(units.toBytes()))
            .bytes(Sha256.of(scripts.toBytes()))
            .bytes(Sha256.of(sequences.toBytes()))
            .bytes(Sha256.of(outputs(transaction)))
            .hex("00")
            .u32(index)
            .toBytes();
    return tagged("TapSighash", content);
  }

  private static byte[] tagged(String tag, byte[] content) {
    byte[] name = Sha256.of(tag.getBytes(StandardCharsets.US_ASCII));
    return Sha256.of(new UtxoBytes().bytes(name).bytes(name).bytes(content).toBytes());
  }

  /** BIP340. */
  private static boolean isSchnorr(String key, byte[] message, String signature) {
    String r = signature.substring(0, 64);
    BigInteger s = new BigInteger(signature.substring(64), 16);
    BigInteger order = CURVE.getN();
    if (s.compareTo(order) >= 0) {
      return false;
    }
    ECPoint point = CURVE.getCurve().decodePoint(UtxoBytes.HEX.parseHex("02" + key));
    byte[] content = new UtxoBytes().hex(r).hex(key).bytes(message).toBytes();
    BigInteger e = BigIntegers.fromUnsignedByteArray(tagged("BIP0340/challenge", content));
    ECPoint found =
        CURVE.getG().multiply(s).add(point.multiply(order.subtract(e.mod(order)))).normalize();
    return !found.isInfinity()
        && !found.getAffineYCoord().testBitZero()
        && found.getAffineXCoord().toBigInteger().equals(new BigInteger(r, 16));
  }
}
