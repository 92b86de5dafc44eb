package io.aureus.payouts;

import io.aureus.money.Amount;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Payouts that merchants sign with their own wallets. No call to any node. */
public interface HandedOver {
  /** Letters of what is given back signed: what nodes pass on, with all its inputs' pasts, fits. */
  int MOST_SIGNED = 1_000_000;

  /**
   * What a merchant is given to sign with its own wallet.
   *
   * @param link by EIP-681, or by BIP21 for coins, for a wallet program to open
   * @param bytes null where no address of his wallet could pay it alone, and for coins
   * @param draft of coins; null where his wallet has too few, and on other chains
   * @param words what he should know, for people; empty for nothing
   * @param toldHash what he told of the transaction; null for nothing
   */
  record Unsigned(
      String link,
      @Nullable Bytes bytes,
      @Nullable Draft draft,
      String words,
      @Nullable String toldHash) {}

  /**
   * A transaction of coins without its signatures.
   *
   * @param psbt BIP174, in Base64
   * @param txHash that it has, whoever signs it
   * @param fee what the network takes, of the merchant's coins
   * @param signed whether he gave it back signed
   */
  record Draft(String psbt, String txHash, Amount fee, boolean signed, Instant madeAt) {}

  /**
   * An EIP-1559 transaction without its signature.
   *
   * @param from the address of his wallet that has the coins
   * @param to whom the transaction is addressed to: the receiver, or the token's contract
   * @param value of the native coin, in its smallest unit
   * @param raw type and fields, as 0x…
   * @param madeAt when its number and its fees were asked for
   */
  record Bytes(
      long chainId,
      String from,
      String to,
      BigInteger value,
      String data,
      long nonce,
      long gasLimit,
      BigInteger maxFee,
      BigInteger priority,
      String raw,
      Instant madeAt) {}

  /** Empty unless the merchant's own wallet is to sign it now. */
  Optional<Unsigned> unsigned(Payout payout);

  /**
   * Notes which transaction a merchant says it was; the chain decides whether it is so.
   *
   * @throws io.aureus.errors.Refusal {@code BAD_REQUEST} for what is no hash; {@code CONFLICT}
   *     where the payout does not wait for one
   */
  Payout tell(PayoutId id, String txHash, String actor);

  /**
   * Takes a transaction of coins that he signed, and offers it to the network soon; or one of his
   * wallet that a block has, which paid it instead.
   *
   * @param signed the PSBT in Base64 or hex, or the transaction in hex
   * @throws io.aureus.errors.Refusal {@code BAD_REQUEST} with what is wrong of it; {@code CONFLICT}
   *     where the payout does not wait for one
   */
  Payout sign(PayoutId id, String signed, String actor);
}
