package io.aureus.orders;

import io.aureus.keys.EvmAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a text that somebody looks for may be. Pure. */
final class OrderSearch {
  private static final int ID = 20;
  private static final int LEAST_OF_AN_ID = 12;
  private static final String LAST_CHARACTER = new String(Character.toChars(0x10FFFF));

  private final String text;

  OrderSearch(String text) {
    this.text = text.strip();
  }

  boolean isNothing() {
    return text.isEmpty();
  }

  /** Whether it may be an order's id, or so much of one that few begin with it. */
  boolean isId() {
    return text.matches("[0-9]{%d,%d}".formatted(LEAST_OF_AN_ID, ID));
  }

  String lowestId() {
    return text + "0".repeat(ID - text.length());
  }

  String highestId() {
    return text + "9".repeat(ID - text.length());
  }

  /** A reference that begins with the text is at or above it, byte by byte. */
  String lowestReference() {
    return text;
  }

  /** And below this. */
  String pastReferences() {
    return text + LAST_CHARACTER;
  }

  /** As chains write transactions' hashes; none where it is none. */
  String[] hashes() {
    if (!text.matches("(0[xX])?[0-9a-fA-F]{64}")) {
      return new String[0];
    }
    String digits = text.substring(text.length() - 64).toLowerCase(Locale.ROOT);
    return new String[] {digits, "0x" + digits};
  }

  /** Spellings of the address that it may be. */
  List<String> addresses() {
    List<String> spellings = new ArrayList<>();
    spellings.add(text);
    if (text.matches("0x[0-9a-fA-F]{40}")) {
      spellings.add(EvmAddress.checksummed(text.substring(2).toLowerCase(Locale.ROOT)));
    } else if (text.matches("[0-9A-Z]{8,90}|[0-9A-F]{64}")) {
      // QR codes are denser in capitals, and some wallets show them so.
      spellings.add(text.toLowerCase(Locale.ROOT));
    }
    return spellings;
  }
}
