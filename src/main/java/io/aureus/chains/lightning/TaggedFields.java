package io.aureus.chains.lightning;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import io.aureus.money.Bech32;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tagged fields of an invoice. Those that BOLT11 does not have are passed over. A field that is
 * there twice, or whose length is not its own, is refused: programs disagree about what such an
 * invoice says, and thieves have lived on that.
 */
final class TaggedFields {
  private static final int HEAD = 3;

  /** Groups of a number that is no larger than 35 bits. */
  private static final int NUMBER = 7;

  private final Map<InvoiceTag, byte[]> single = new EnumMap<>(InvoiceTag.class);
  private final Map<InvoiceTag, List<byte[]>> lists = new EnumMap<>(InvoiceTag.class);

  private TaggedFields() {}

  static TaggedFields read(byte[] groups) {
    TaggedFields fields = new TaggedFields();
    int at = 0;
    while (at < groups.length) {
      int left = groups.length - at - HEAD;
      int length = left < 0 ? 0 : groups[at + 1] * 32 + groups[at + 2];
      if (length > left) {
        throw wrong("it is cut off within its fields: copy all of it");
      }
      byte[] field = Arrays.copyOfRange(groups, at + HEAD, at + HEAD + length);
      InvoiceTag.of(groups[at]).ifPresent(tag -> fields.add(tag, field));
      at += HEAD + length;
    }
    return fields;
  }

  private void add(InvoiceTag tag, byte[] field) {
    if (!tag.mayHave(field.length)) {
      throw wrong("its %s has another length than it may have".formatted(tag.words()));
    }
    if (tag.isList()) {
      lists.computeIfAbsent(tag, any -> new ArrayList<>()).add(field);
    } else if (single.putIfAbsent(tag, field) != null) {
      throw wrong("it has more than one %s".formatted(tag.words()));
    }
  }

  /** In hexadecimal; null where there is none. */
  @Nullable String hex(InvoiceTag tag) {
    byte[] bytes = bytes(tag);
    return bytes == null ? null : HexFormat.of().formatHex(bytes);
  }

  byte @Nullable [] bytes(InvoiceTag tag) {
    byte[] groups = single.get(tag);
    return groups == null ? null : bytes(tag, groups);
  }

  @Nullable String text(InvoiceTag tag) {
    byte[] bytes = bytes(tag);
    if (bytes == null) {
      return null;
    }
    try {
      // Unlike a String's constructor, a new decoder refuses what is no UTF-8.
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw wrong("its %s is no text (UTF-8)".formatted(tag.words()));
    }
  }

  /**
   * @return 0 to 2^35 - 1
   */
  long number(InvoiceTag tag, long otherwise) {
    byte[] groups = single.get(tag);
    if (groups == null) {
      return otherwise;
    }
    boolean longer = groups.length > 1 && groups[0] == 0;
    if (longer || groups.length > NUMBER) {
      throw wrong(
          longer
              ? "its %s is written longer than it has to be".formatted(tag.words())
              : "its %s is larger than could be meant".formatted(tag.words()));
    }
    long number = 0;
    for (byte group : groups) {
      number = number << 5 | group;
    }
    return number;
  }

  InvoiceFeatures features() {
    byte[] groups = single.getOrDefault(InvoiceTag.FEATURES, new byte[0]);
    if (groups.length > 0 && groups[0] == 0) {
      throw wrong("its list of features is written longer than it has to be");
    }
    BigInteger bits = BigInteger.ZERO;
    if (groups.length > 0) {
      // The bytes are filled with 0 at their end, and the first bits are the highest ones.
      int filled = (8 - groups.length * 5 % 8) % 8;
      bits = new BigInteger(1, Bech32.toFilledBytes(groups)).shiftRight(filled);
    }
    return new InvoiceFeatures(bits);
  }

  List<List<RouteHop>> routes() {
    return lists.getOrDefault(InvoiceTag.ROUTE, List.of()).stream()
        .map(groups -> RouteHop.read(bytes(InvoiceTag.ROUTE, groups)))
        .toList();
  }

  List<FallbackAddress> fallbacks() {
    return lists.getOrDefault(InvoiceTag.FALLBACK, List.of()).stream()
        .flatMap(groups -> fallback(groups).stream())
        .toList();
  }

  private static java.util.Optional<FallbackAddress> fallback(byte[] groups) {
    try {
      return FallbackAddress.read(groups);
    } catch (IllegalArgumentException e) {
      throw wrong("its %s is no whole number of bytes".formatted(InvoiceTag.FALLBACK.words()));
    }
  }

  private static byte[] bytes(InvoiceTag tag, byte[] groups) {
    try {
      return Bech32.toBytes(groups);
    } catch (IllegalArgumentException e) {
      throw wrong("its %s is no whole number of bytes".formatted(tag.words()));
    }
  }

  private static LightningRefusal wrong(String words) {
    return new LightningRefusal(Kind.FIELD, words);
  }
}
