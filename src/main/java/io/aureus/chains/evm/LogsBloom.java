package io.aureus.chains.evm;

import org.jspecify.annotations.Nullable;

/** The filter in a block's header that says which logs it cannot hold (Yellow Paper, 4.3.1). */
final class LogsBloom {
  private LogsBloom() {}

  /** False only where no log of the block has this address or topic. */
  static boolean mayHold(@Nullable String bloom, String value) {
    if (bloom == null || bloom.length() != 514) {
      return false;
    }
    byte[] hash = Hex.keccak(Hex.decode(value));
    for (int i = 0; i < 6; i += 2) {
      int bit = ((hash[i] & 0xff) << 8 | (hash[i + 1] & 0xff)) & 0x7ff;
      int digit = Character.digit(bloom.charAt(2 + 511 - bit / 4), 16);
      if ((digit >> (bit % 4) & 1) == 0) {
        return false;
      }
    }
    return true;
  }
}
