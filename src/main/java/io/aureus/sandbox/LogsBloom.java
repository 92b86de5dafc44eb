package io.aureus.sandbox;

import java.util.List;

/** The 2048-bit filter of a block's log addresses and topics (Yellow Paper, 4.3.1). */
final class LogsBloom {
  private LogsBloom() {}

  static String of(List<Executed> transactions) {
    byte[] bloom = new byte[256];
    for (Executed transaction : transactions) {
      for (Executed.Move move : transaction.tokenMoves()) {
        add(bloom, Keccak.bytes(move.token()));
        add(bloom, Keccak.bytes(SimulatedTransaction.TRANSFER_TOPIC));
        add(bloom, Keccak.bytes("0x" + SimulatedTransaction.word(move.from())));
        add(bloom, Keccak.bytes("0x" + SimulatedTransaction.word(move.to())));
      }
    }
    return Keccak.hex(bloom);
  }

  private static void add(byte[] bloom, byte[] value) {
    byte[] hash = Keccak.of(value);
    for (int i = 0; i < 6; i += 2) {
      int bit = ((hash[i] & 0xff) << 8 | (hash[i + 1] & 0xff)) & 0x7ff;
      bloom[255 - bit / 8] |= (byte) (1 << (bit % 8));
    }
  }
}
