package io.aureus.sandbox;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/**
 * One payment on the simulated chain.
 *
 * @param token the token's contract, empty for native coin
 * @param inner whether a contract pays by inner calls; always so with several outputs
 * @param failed whether it is mined with status 0, without any effect but its fee
 */
record SimulatedTransaction(
    String hash,
    String from,
    long nonce,
    String token,
    List<Output> outputs,
    boolean inner,
    boolean failed)
    implements ChainTransaction {

  /** Who gets how much, in the smallest unit. */
  record Output(String to, BigInteger units) {}

  static final BigInteger GAS_PRICE = BigInteger.valueOf(1_000_000_000L);

  /** The contract that pays by inner calls. */
  static final String SPLITTER = "0x00000000000000000000000000000000000b0001";

  static final String TRANSFER_TOPIC = Keccak.hex(Keccak.of("Transfer(address,address,uint256)"));

  /** A new transaction; its hash follows from its content. */
  static SimulatedTransaction of(Payment payment, long nonce, long chainId) {
    StringBuilder content = new StringBuilder(256);
    content.append(chainId).append('|').append(payment.from()).append('|').append(nonce);
    content.append('|').append(payment.token());
    payment
        .outputs()
        .forEach(o -> content.append('|').append(o.to()).append('=').append(o.units()));
    content.append('|').append(payment.inner()).append('|').append(payment.failed());
    return new SimulatedTransaction(
        Keccak.hex(Keccak.of(content.toString())),
        payment.from(),
        nonce,
        payment.token(),
        payment.outputs(),
        payment.inner() || payment.outputs().size() > 1,
        payment.failed());
  }

  /** What is asked of the simulated payer. Addresses are in small letters. */
  record Payment(String from, String token, List<Output> outputs, boolean inner, boolean failed) {}

  boolean isNative() {
    return token.isEmpty();
  }

  @Override
  public String to() {
    if (inner) {
      return SPLITTER;
    }
    return isNative() ? outputs.getFirst().to() : token;
  }

  BigInteger sum() {
    return outputs.stream().map(Output::units).reduce(BigInteger.ZERO, BigInteger::add);
  }

  @Override
  public BigInteger value() {
    return isNative() ? sum() : BigInteger.ZERO;
  }

  @Override
  public long gas() {
    long base = isNative() ? 21_000 : 51_000;
    return inner ? base + 34_000L * outputs.size() : base;
  }

  @Override
  public BigInteger maxFee() {
    return GAS_PRICE.shiftLeft(1);
  }

  @Override
  public BigInteger priority() {
    return BigInteger.ZERO;
  }

  @Override
  public int type() {
    return 2;
  }

  BigInteger fee() {
    return GAS_PRICE.multiply(BigInteger.valueOf(gas()));
  }

  /** Call data: ERC-20's transfer, or none. */
  @Override
  public String input() {
    if (isNative() && !inner) {
      return "0x";
    }
    if (inner) {
      return isNative() ? "0x4e487b71" : "0x5f7a8d4e";
    }
    SimulatedTransaction.Output output = outputs.getFirst();
    return "0xa9059cbb" + word(output.to()) + word(output.units());
  }

  static String word(String address) {
    return "0".repeat(24) + address.substring(2).toLowerCase(Locale.ROOT);
  }

  static String word(BigInteger number) {
    String hex = number.toString(16);
    return "0".repeat(64 - hex.length()) + hex;
  }
}
