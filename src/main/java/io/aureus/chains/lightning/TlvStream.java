package io.aureus.chains.lightning;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Fields by type, length and value (BOLT1): in rising order, none twice, and each number in the
 * shortest way.
 */
final class TlvStream {
  private final TreeMap<Long, byte[]> fields = new TreeMap<>();

  private TlvStream() {}

  static TlvStream read(byte[] bytes) {
    TlvStream stream = new TlvStream();
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    try {
      while (rest.hasRemaining()) {
        stream.next(rest);
      }
    } catch (BufferUnderflowException e) {
      throw wrong("it is cut off within a field: copy all of it");
    }
    if (stream.fields.isEmpty()) {
      throw wrong("it is empty");
    }
    return stream;
  }

  private void next(ByteBuffer rest) {
    long type = number(rest);
    if (!fields.isEmpty() && Long.compareUnsigned(type, fields.lastKey()) <= 0) {
      throw wrong("its fields are not in order");
    }
    if (type < 0) {
      throw wrong("it has a field that is not known here");
    }
    long length = number(rest);
    if (length < 0 || length > rest.remaining()) {
      throw wrong("it is cut off within a field: copy all of it");
    }
    byte[] value = new byte[(int) length];
    rest.get(value);
    fields.put(type, value);
  }

  /** As unsigned; of one, three, five or nine bytes. */
  private static long number(ByteBuffer rest) {
    int first = Byte.toUnsignedInt(rest.get());
    long number =
        switch (first) {
          case 0xfd -> Short.toUnsignedLong(rest.getShort());
          case 0xfe -> Integer.toUnsignedLong(rest.getInt());
          case 0xff -> rest.getLong();
          default -> first;
        };
    long least =
        switch (first) {
          case 0xfd -> 0xfd;
          case 0xfe -> 0x1_0000;
          case 0xff -> 0x1_0000_0000L;
          default -> 0;
        };
    if (Long.compareUnsigned(number, least) < 0) {
      throw wrong("it has a number that is written longer than it has to be");
    }
    return number;
  }

  Set<Long> types() {
    return fields.keySet();
  }

  byte @Nullable [] bytes(long type) {
    return fields.get(type);
  }

  /** Of up to eight bytes, without a 0 at its beginning. */
  OptionalLong number(long type) {
    byte[] bytes = fields.get(type);
    if (bytes == null) {
      return OptionalLong.empty();
    }
    if (bytes.length > 8 || (bytes.length > 0 && bytes[0] == 0)) {
      throw wrong("its field %d is no number in its shortest form".formatted(type));
    }
    BigInteger number = new BigInteger(1, bytes);
    if (number.bitLength() >= Long.SIZE) {
      throw wrong("its field %d is larger than could be meant".formatted(type));
    }
    return OptionalLong.of(number.longValueExact());
  }

  @Nullable String text(long type) {
    byte[] bytes = fields.get(type);
    if (bytes == null) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw wrong("its field %d is no text (UTF-8)".formatted(type));
    }
  }

  private static LightningRefusal wrong(String words) {
    return new LightningRefusal(Kind.FIELD, words);
  }
}
