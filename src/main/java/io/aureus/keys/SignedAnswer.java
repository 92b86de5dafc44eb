package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * What a merchant gives back for a draft: a signed PSBT or the transaction itself. It is taken only
 * where it is the draft, to the last byte that a signature covers, and every signature is right.
 */
public final class SignedAnswer {
  private static final byte ALL = 1;
  private static final int MOST = 2 * Psbt.MOST_BYTES;
  private static final int ID_BYTES = 32;
  private static final String RIGHT =
      "right is the signed PSBT (cHNidP8B…), or the signed transaction in hex";

  private SignedAnswer() {}

  /**
   * A transaction as somebody typed it, whatever it pays.
   *
   * @param txid 64 hex digits
   * @param spends the coins that it spends
   * @param outputs in their order
   */
  public record Shown(String txid, List<CoinPoint> spends, List<CoinOutput> outputs) {}

  /** Whether it is the plain transaction, in hex, and no PSBT. */
  public static boolean isTransaction(String typed) {
    byte[] bytes = bytes(typed);
    return !Psbt.isOne(bytes);
  }

  /**
   * @throws Refusal {@code BAD_REQUEST} where it is no transaction
   */
  public static Shown shown(String typed) {
    RawTransaction read = transaction(bytes(typed));
    return new Shown(
        read.txid(), read.inputs().stream().map(RawTransaction.In::point).toList(), read.outputs());
  }

  /**
   * The transaction that is offered to the network.
   *
   * @param draft the PSBT that was handed out
   * @param typed a PSBT in Base64 or hex, or a transaction in hex
   * @throws Refusal {@code BAD_REQUEST} with what is wrong and what would be right
   */
  public static Signer.Signed of(String draft, String typed) {
    Psbt asked = psbt(draft);
    byte[] bytes = bytes(typed);
    List<CoinOutput> spent = new ArrayList<>();
    for (int i = 0; i < asked.transaction().inputs().size(); i++) {
      spent.add(asked.spent(i).orElseThrow());
    }
    CoinTransaction transaction = asked.transaction().spending(spent);
    List<CoinWitness> witnesses;
    if (Psbt.isOne(bytes)) {
      Psbt answer = read(bytes);
      Differences.refuse(asked.transaction(), answer.transaction());
      witnesses = PsbtSignatures.of(answer, transaction);
    } else {
      RawTransaction answer = transaction(bytes);
      Differences.refuse(asked.transaction(), answer);
      witnesses = answer.inputs().stream().map(RawTransaction.In::witness).toList();
    }
    SignatureHashes hashes = new SignatureHashes(transaction);
    for (int i = 0; i < witnesses.size(); i++) {
      check(hashes, i, witnesses.get(i));
    }
    CoinTransaction.Signed signed = transaction.signed(witnesses);
    return new Signer.Signed(signed.txid(), signed.raw());
  }

  private static void check(SignatureHashes hashes, int index, CoinWitness witness) {
    CoinOutput spent = hashes.input(index).spent();
    boolean isRight =
        switch (CoinScript.of(spent.script()).orElseThrow()) {
          case P2WPKH ->
              witness.scriptSig().length == 0
                  && isKeyHash(hashes, index, witness, HexFormat.of().parseHex(spent.script()));
          case P2SH_P2WPKH -> isNested(hashes, index, witness, spent.script());
          case P2TR -> isTaproot(hashes, index, witness, spent.script());
        };
    if (!isRight) {
      throw bad(
          witness.stack().isEmpty()
              ? "input %d is not signed: sign all of them with your wallet".formatted(index + 1)
              : "the signature of input %d is not right: it must be of that coin's own key, over"
                      .formatted(index + 1)
                  + " the whole transaction (SIGHASH_ALL)");
    }
  }

  private static boolean isKeyHash(
      SignatureHashes hashes, int index, CoinWitness witness, byte[] program) {
    if (witness.stack().size() != 2) {
      return false;
    }
    byte[] signature = witness.stack().get(0);
    byte[] key = witness.stack().get(1);
    byte[] hash = Digests.hash160(key);
    return key.length == 33
        && Arrays.equals(hash, Arrays.copyOfRange(program, 2, 22))
        && signature.length > 1
        && signature[signature.length - 1] == ALL
        && SignatureCheck.isEcdsa(
            hashes.ofKeyHash(index, hash), key, Arrays.copyOf(signature, signature.length - 1));
  }

  private static boolean isNested(
      SignatureHashes hashes, int index, CoinWitness witness, String script) {
    byte[] push = witness.scriptSig();
    if (push.length != 23 || push[0] != 22 || push[1] != 0 || push[2] != 20) {
      return false;
    }
    byte[] program = Arrays.copyOfRange(push, 1, 23);
    String hash = HexFormat.of().formatHex(Digests.hash160(program));
    return script.equals("a914" + hash + "87") && isKeyHash(hashes, index, witness, program);
  }

  private static boolean isTaproot(
      SignatureHashes hashes, int index, CoinWitness witness, String script) {
    if (witness.stack().size() != 1 || witness.scriptSig().length > 0) {
      return false;
    }
    byte[] signature = witness.stack().getFirst();
    int type = signature.length == 65 ? signature[64] : 0;
    return (signature.length == 64 || type == ALL)
        && SignatureCheck.isSchnorr(
            hashes.ofTaproot(index, type),
            HexFormat.of().parseHex(script.substring(4)),
            Arrays.copyOf(signature, 64));
  }

  static Psbt psbt(String text) {
    return Psbt.parse(Base64.getDecoder().decode(text));
  }

  private static Psbt read(byte[] bytes) {
    try {
      return Psbt.parse(bytes);
    } catch (IllegalArgumentException e) {
      throw bad("the PSBT cannot be read: %s; copy all of it".formatted(e.getMessage()));
    }
  }

  private static RawTransaction transaction(byte[] bytes) {
    try {
      return RawTransaction.parse(bytes, true);
    } catch (IllegalArgumentException e) {
      throw bad(
          bytes.length == ID_BYTES
              ? "it is the id of a transaction: " + RIGHT
              : "it is no PSBT, and no transaction that can be read (%s): copy all of it; %s"
                  .formatted(e.getMessage(), RIGHT));
    }
  }

  private static byte[] bytes(String typed) {
    String text = typed.replaceAll("\\s", "");
    if (text.isEmpty() || text.length() > MOST) {
      throw bad(RIGHT);
    }
    try {
      return text.matches("(?:[0-9a-fA-F]{2})+")
          ? HexFormat.of().parseHex(text.toLowerCase(Locale.ROOT))
          : Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw bad("it is neither Base64 nor hex: " + RIGHT);
    }
  }

  static Refusal bad(String words) {
    return new Refusal(ErrorCode.BAD_REQUEST, "signed: " + words);
  }
}
