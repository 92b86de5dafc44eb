package io.aureus.checkout;

import io.aureus.web.QrPicture;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a payer says where his refund is to go. Public because templates read it.
 *
 * @param amount what may come back at most, with its symbol
 * @param network of the coin, e.g. {@code Ethereum}
 * @param address as typed or stored; empty for none
 * @param isLightning whether an invoice or a Lightning address is asked for
 * @param lnurl what the payer's wallet reads to take the refund by itself, in capitals; empty where
 *     it cannot
 * @param trouble what was wrong with the address, in English as programs are told it; empty for
 *     nothing
 */
public record RefundPage(
    String path,
    String shop,
    String amount,
    String symbol,
    String network,
    Stage stage,
    String address,
    boolean isLightning,
    String lnurl,
    String trouble,
    PageLanguage language) {

  /** What the payer is to do. */
  public enum Stage {
    /** Type an address. */
    ASKING,
    /** Look at it once more. */
    CONFIRMING,
    /** Wait; the address can still be changed. */
    GIVEN,
    /** Wait; the refund was sent. */
    CLOSED,
    /** Nothing can be refunded now. */
    NOTHING
  }

  /** The LNURL to be scanned. */
  public QrPicture qr() {
    return QrPicture.of(lnurl);
  }

  /** The address in groups of four, to be compared by eye. */
  public List<String> groups() {
    List<String> groups = new ArrayList<>();
    if (address.contains("@")) {
      return List.of(address);
    }
    int from = address.startsWith("0x") ? 2 : 0;
    if (from > 0) {
      groups.add("0x");
    }
    for (int at = from; at < address.length(); at += 4) {
      groups.add(address.substring(at, Math.min(address.length(), at + 4)));
    }
    return groups;
  }
}
