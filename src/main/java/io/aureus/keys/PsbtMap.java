package io.aureus.keys;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One map of a PSBT: of the whole, of an input, or of an output. What is not known stays in it. By
 * key in hex, in the order in which they were written.
 */
final class PsbtMap {
  /**
   * @param type the first number of its key
   * @param data the rest of its key
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Field(long type, byte[] data, byte[] value) {
    private byte[] key() {
      return new CoinBytes().count(type).plain(data).bytes();
    }
  }

  /** More than any wallet writes: a key and a path for each signer. */
  static final int MOST_FIELDS = 10_000;

  private static final byte[] NONE = {};

  private final Map<String, Field> fields = new LinkedHashMap<>();

  /**
   * Reads up to the zero at its end.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  static PsbtMap read(CoinWalk walk) {
    PsbtMap map = new PsbtMap();
    while (true) {
      byte[] key = walk.sized();
      if (key.length == 0) {
        return map;
      }
      if (map.fields.size() == MOST_FIELDS) {
        throw walk.wrong("one map has more than %,d fields".formatted(MOST_FIELDS));
      }
      byte[] value = walk.sized();
      CoinWalk inner = new CoinWalk(key);
      long type = inner.compact();
      if (!map.put(new Field(type, inner.take(inner.left()), value))) {
        throw walk.wrong("the key %s stands twice".formatted(HexFormat.of().formatHex(key)));
      }
    }
  }

  PsbtMap with(int type, byte[] value) {
    return with(type, NONE, value);
  }

  PsbtMap with(int type, byte[] data, byte[] value) {
    put(new Field(type, data, value));
    return this;
  }

  private boolean put(Field field) {
    return fields.putIfAbsent(HexFormat.of().formatHex(field.key()), field) == null;
  }

  /** The value of a key that is its type alone. */
  Optional<byte[]> get(int type) {
    return Optional.ofNullable(
            fields.get(HexFormat.of().formatHex(new CoinBytes().count(type).bytes())))
        .map(Field::value);
  }

  /** All of one type. */
  List<Field> all(int type) {
    return fields.values().stream().filter(field -> field.type() == type).toList();
  }

  List<Field> fields() {
    return Collections.unmodifiableList(new ArrayList<>(fields.values()));
  }

  CoinBytes writeTo(CoinBytes out) {
    fields.values().forEach(field -> out.sized(field.key()).sized(field.value()));
    return out.one(0);
  }
}
