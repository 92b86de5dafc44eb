package io.aureus.callbacks;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the operator lets callbacks reach although it is not public. */
record AllowList(List<Cidr> blocks, Set<String> names) {
  static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+(/[0-9]+)?|.*:.*");
  private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?");

  /**
   * @param entries CIDR blocks, addresses and host names
   * @throws IllegalArgumentException naming the entry that is none of them
   */
  static AllowList of(List<String> entries) {
    List<Cidr> blocks = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String entry : entries) {
      String text = entry.strip().toLowerCase(Locale.ROOT);
      if (ADDRESS.matcher(text).matches()) {
        blocks.add(block(text));
      } else if (NAME.matcher(text).matches()) {
        names.add(text);
      } else {
        throw refused(entry, null);
      }
    }
    return new AllowList(List.copyOf(blocks), Set.copyOf(names));
  }

  boolean allows(InetAddress address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  /** A host on the list by its name may resolve to whatever it does. */
  boolean allowsName(String host) {
    String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return names.contains(bare.toLowerCase(Locale.ROOT));
  }

  private static Cidr block(String text) {
    try {
      return Cidr.of(text);
    } catch (IllegalArgumentException e) {
      throw refused(text, e);
    }
  }

  private static IllegalArgumentException refused(String entry, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "aureus.callbacks.allow: '"
            + entry
            + "' is neither a block such as 10.1.0.0/16, nor an address, nor a host name",
        cause);
  }
}
