package io.aureus.chains;

import io.aureus.money.Asset;
import io.aureus.money.Chain;
import java.math.BigInteger;
import java.util.List;

/**
 * What a chain says of senders that number their transactions and pay for gas (the {@code evm}
 * family). It talks to nodes: never to be called inside a database transaction. Every method throws
 * {@link io.aureus.errors.Refusal} {@code UNAVAILABLE} where no node can say.
 */
public interface AccountNetwork {
  /**
   * The price of gas (EIP-1559), in the native coin's smallest unit for one gas.
   *
   * @param base the base fee of the block that comes next; 0 on chains that have none
   * @param priority what to add for the miner to be taken soon
   */
  record GasPrice(BigInteger base, BigInteger priority) {}

  /**
   * A call whose gas is to be estimated.
   *
   * @param to 20-byte address as 0x…
   * @param units of the native coin sent with it
   * @param data as 0x…; {@code 0x} for none
   */
  record Call(String from, String to, BigInteger units, String data) {}

  /** How many transactions of the sender are in the newest block on which all nodes agree. */
  long nonce(Chain chain, String address);

  /** How many were in the block that is final for us: all below that number is decided. */
  long finalNonce(Chain chain, String address);

  /**
   * How many transactions of a sender there are, by one look at the nodes.
   *
   * @param finalBlock the block that is final for us
   * @param decided how many that block and those before it hold: all below that number is decided
   * @param waiting the same with what came after it and what waits in the mempool of any node;
   *     {@code decided} or more
   */
  record Numbers(long finalBlock, long decided, long waiting) {}

  /** It asks every node that can be asked for what waits there. */
  Numbers numbers(Chain chain, String address);

  /** Of now; what chains of coins ask is told by {@link FeeRates}. */
  GasPrice gasPrice(Chain chain);

  /**
   * @throws io.aureus.errors.Refusal {@code CONFLICT} where the call would fail; with the node's
   *     words
   */
  BigInteger gas(Chain chain, Call call);

  /** What the address holds in the newest block on which all nodes agree. */
  BigInteger held(Asset asset, String address);

  /**
   * One transfer of a transaction.
   *
   * @param position as in {@link Transfer#position()}
   * @param sender who sent the transaction and bears its fee, as 0x…, EIP-55, as the next two
   * @param from whose coins moved
   */
  record Sent(
      String position, String sender, String from, String to, BigInteger units, long block) {}

  /**
   * What a transaction moved of an asset by itself; none where it failed, or is in no block on
   * which all nodes agree.
   */
  List<Sent> sentIn(Asset asset, String txHash);

  /** The code at the address as 0x…; {@code 0x} for none. */
  String code(Chain chain, String address);

  /** Whether the chain keeps Prague's rules, with which accounts delegate to code (EIP-7702). */
  boolean takesDelegations(Chain chain);

  /**
   * A token that went from one address to another.
   *
   * @param from as 0x…, EIP-55, as the next
   */
  record Moved(String from, String to, BigInteger units) {}

  /**
   * What a transaction moved of a token, by its receipt.
   *
   * @throws io.aureus.errors.Refusal {@code UNAVAILABLE} also where no block holds it
   */
  List<Moved> moved(Asset token, String txHash);
}
