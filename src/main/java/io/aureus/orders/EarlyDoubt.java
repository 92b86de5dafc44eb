package io.aureus.orders;

import io.aureus.chains.MempoolTrust;

/** Why a payment that would count unconfirmed waits for a block. */
public enum EarlyDoubt {
  REPLACEABLE("its sender may still replace it"),
  LOW_FEE("its fee is lower than the next blocks ask for"),
  NOT_EVERYWHERE("not every node has it"),
  CANNOT_TELL("no node of ours can vouch for it"),
  TOO_MUCH_AT_RISK("as much as the shop allows is at risk already");

  private final String words;

  EarlyDoubt(String words) {
    this.words = words;
  }

  /** What follows on "it waits for a block:". */
  public String words() {
    return words;
  }

  static EarlyDoubt of(MempoolTrust.Doubt doubt) {
    return switch (doubt) {
      case REPLACEABLE -> REPLACEABLE;
      case LOW_FEE -> LOW_FEE;
      case NOT_EVERYWHERE -> NOT_EVERYWHERE;
      case CANNOT_TELL -> CANNOT_TELL;
      case NONE -> throw new IllegalArgumentException("nothing speaks against it");
    };
  }
}
