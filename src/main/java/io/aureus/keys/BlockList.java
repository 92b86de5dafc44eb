package io.aureus.keys;

import io.aureus.errors.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Addresses that are never paid to, on any chain. They are held in lower case: two addresses that
 * differ in case alone are one and the same, or practically impossible.
 */
final class BlockList {
  private static final String PREFIX = "aureus.keys.policy.block-list";

  private final Set<String> addresses;

  private BlockList(Set<String> addresses) {
    this.addresses = Set.copyOf(addresses);
  }

  /**
   * @param told addresses
   * @param file of one address a line, where # begins a comment; empty for none
   * @throws IllegalArgumentException in words for the operator, where one of them is no address: a
   *     list with a slip in it would not guard what it was written for
   */
  static BlockList of(List<String> told, String file) {
    Set<String> addresses = new HashSet<>();
    told.forEach(one -> add(addresses, one, PREFIX));
    if (!file.isBlank()) {
      int number = 0;
      for (String line : lines(file.strip())) {
        number++;
        add(addresses, line.replaceFirst("#.*", ""), PREFIX + "-file, line " + number);
      }
    }
    return new BlockList(addresses);
  }

  int size() {
    return addresses.size();
  }

  boolean holds(String address) {
    return addresses.contains(address.strip().toLowerCase(Locale.ROOT));
  }

  private static void add(Set<String> addresses, String told, String where) {
    String address = told.strip();
    if (address.isEmpty()) {
      return;
    }
    if (!isAddress(address)) {
      throw new IllegalArgumentException(
          "%s: this is no address, or its checksum is wrong: %s".formatted(where, address));
    }
    addresses.add(address.toLowerCase(Locale.ROOT));
  }

  private static boolean isAddress(String text) {
    if (!text.startsWith("0x") && !text.startsWith("0X")) {
      return text.matches("[0-9A-Za-z]{14,100}");
    }
    try {
      return !EvmAddress.normal(text).isEmpty();
    } catch (Refusal e) {
      return false;
    }
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(PREFIX + "-file cannot be read: " + e, e);
    }
  }
}
