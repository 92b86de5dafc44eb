package io.aureus.keys;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** What the fields that BIP174, BIP370 and BIP371 name must look like; others are let through. */
final class PsbtRules {
  /**
   * @param data how long the key is after its type
   * @param value how long the value is
   * @param version 0 or 2 where only one of them has it, else -1
   */
  private record Rule(IntPredicate data, IntPredicate value, int version, boolean needed) {
    static Rule of(IntPredicate data, IntPredicate value) {
      return new Rule(data, value, -1, false);
    }

    static Rule plain(IntPredicate value) {
      return of(PsbtRules::none, value);
    }

    static Rule second(IntPredicate value, boolean needed) {
      return new Rule(PsbtRules::none, value, 2, needed);
    }
  }

  /** Which map it is. */
  enum Kind {
    GLOBAL(
        Map.of(
            Psbt.UNSIGNED_TX,
            new Rule(PsbtRules::none, PsbtRules::some, 0, true),
            0x01,
            Rule.of(is(78), PsbtRules::path),
            Psbt.TX_VERSION,
            Rule.second(is(4), true),
            Psbt.FALLBACK_LOCK_TIME,
            Rule.second(is(4), false),
            Psbt.INPUT_COUNT,
            Rule.second(PsbtRules::some, true),
            Psbt.OUTPUT_COUNT,
            Rule.second(PsbtRules::some, true),
            0x06,
            Rule.second(is(1), false),
            Psbt.VERSION,
            Rule.plain(is(4)))),
    INPUT(inputs()),
    OUTPUT(
        Map.of(
            0x00,
            Rule.plain(PsbtRules::any),
            0x01,
            Rule.plain(PsbtRules::any),
            Psbt.OUT_DERIVATION,
            Rule.of(PsbtRules::key, PsbtRules::path),
            Psbt.OUT_AMOUNT,
            Rule.second(is(8), true),
            Psbt.OUT_SCRIPT,
            Rule.second(PsbtRules::any, true),
            Psbt.OUT_TAP_KEY,
            Rule.plain(is(32)),
            0x06,
            Rule.plain(PsbtRules::some),
            Psbt.OUT_TAP_DERIVATION,
            Rule.of(is(32), PsbtRules::some)));

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody changes
    private final Map<Integer, Rule> rules;

    Kind(Map<Integer, Rule> rules) {
      this.rules = new TreeMap<>(rules);
    }

    private String words() {
      return switch (this) {
        case GLOBAL -> "the whole";
        case INPUT -> "an input";
        case OUTPUT -> "an output";
      };
    }
  }

  private PsbtRules() {}

  private static Map<Integer, Rule> inputs() {
    Map<Integer, Rule> rules = new TreeMap<>();
    for (int script : Set.of(0x00, 0x01, Psbt.REDEEM_SCRIPT, 0x05, 0x07, 0x08, 0x09)) {
      rules.put(script, Rule.plain(PsbtRules::any));
    }
    rules.put(Psbt.PARTIAL_SIGNATURE, Rule.of(PsbtRules::key, PsbtRules::some));
    rules.put(Psbt.SIGHASH, Rule.plain(is(4)));
    rules.put(Psbt.DERIVATION, Rule.of(PsbtRules::key, PsbtRules::path));
    rules.put(0x0a, Rule.of(is(20), PsbtRules::any));
    rules.put(0x0b, Rule.of(is(32), PsbtRules::any));
    rules.put(0x0c, Rule.of(is(20), PsbtRules::any));
    rules.put(0x0d, Rule.of(is(32), PsbtRules::any));
    rules.put(Psbt.PREVIOUS_TXID, Rule.second(is(32), true));
    rules.put(Psbt.OUTPUT_INDEX, Rule.second(is(4), true));
    rules.put(Psbt.SEQUENCE, Rule.second(is(4), false));
    rules.put(Psbt.LOCK_TIME, Rule.second(is(4), false));
    rules.put(Psbt.LOCK_HEIGHT, Rule.second(is(4), false));
    rules.put(Psbt.TAP_SIGNATURE, Rule.plain(PsbtRules::schnorr));
    rules.put(0x14, Rule.of(is(64), PsbtRules::schnorr));
    rules.put(0x15, Rule.of(length -> length >= 33 && length % 32 == 1, PsbtRules::some));
    rules.put(Psbt.TAP_DERIVATION, Rule.of(is(32), PsbtRules::some));
    rules.put(Psbt.TAP_KEY, Rule.plain(is(32)));
    rules.put(0x18, Rule.plain(is(32)));
    return rules;
  }

  /**
   * @throws IllegalArgumentException with what is wrong
   */
  static void check(PsbtMap map, Kind kind, int version) {
    for (PsbtMap.Field field : map.fields()) {
      Rule rule =
          field.type() <= Integer.MAX_VALUE && field.type() >= 0
              ? kind.rules.get((int) field.type())
              : null;
      if (rule == null) {
        continue;
      }
      String name = "the field %#04x of %s".formatted(field.type(), kind.words());
      if (rule.version() >= 0 && rule.version() != version) {
        throw new IllegalArgumentException(name + " may not stand in a PSBT of version " + version);
      }
      if (!rule.data().test(field.data().length) || !rule.value().test(field.value().length)) {
        throw new IllegalArgumentException(name + " has a wrong length");
      }
    }
    kind.rules.forEach(
        (type, rule) -> {
          if (rule.needed() && rule.version() == version && map.get(type).isEmpty()) {
            throw new IllegalArgumentException(
                "the field %#04x of %s is missing".formatted(type, kind.words()));
          }
        });
  }

  private static boolean none(int length) {
    return length == 0;
  }

  private static boolean any(int length) {
    return length >= 0;
  }

  private static boolean some(int length) {
    return length > 0;
  }

  private static boolean key(int length) {
    return length == 33 || length == 65;
  }

  private static boolean path(int length) {
    return length >= 4 && length % 4 == 0;
  }

  private static boolean schnorr(int length) {
    return length == 64 || length == 65;
  }

  private static IntPredicate is(int length) {
    return actual -> actual == length;
  }
}
