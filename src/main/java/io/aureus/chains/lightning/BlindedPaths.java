package io.aureus.chains.lightning;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Blinded paths to a node that does not name itself (BOLT4). Only their form is checked. */
final class BlindedPaths {
  /** A direction, and a channel's short id in place of a node. */
  private static final int CHANNEL = 9;

  private BlindedPaths() {}

  static void check(byte @Nullable [] bytes) {
    if (bytes == null) {
      return;
    }
    if (bytes.length == 0) {
      throw wrong();
    }
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    try {
      while (rest.hasRemaining()) {
        path(rest);
      }
    } catch (BufferUnderflowException e) {
      throw wrong();
    }
  }

  private static void path(ByteBuffer rest) {
    int kind = rest.get(rest.position());
    if (kind == 0 || kind == 1) {
      rest.get(new byte[CHANNEL]);
    } else {
      point(rest);
    }
    point(rest);
    int hops = Byte.toUnsignedInt(rest.get());
    if (hops == 0) {
      throw wrong();
    }
    for (int i = 0; i < hops; i++) {
      point(rest);
      rest.get(new byte[Short.toUnsignedInt(rest.getShort())]);
    }
  }

  private static void point(ByteBuffer rest) {
    byte[] key = new byte[NodeKey.LENGTH];
    rest.get(key);
    if (!NodeKey.isPoint(key)) {
      throw wrong();
    }
  }

  private static LightningRefusal wrong() {
    return new LightningRefusal(Kind.FIELD, "a path to whoever made it is none");
  }
}
