package io.aureus.dashboard;

import io.aureus.chains.lightning.LightningRefusal;
import io.aureus.chains.lightning.Lnurl;
import io.aureus.web.QrPicture;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The merchant's Lightning address. Public because templates read it.
 *
 * @param name what stands before the @, as it is or was typed
 * @param host what stands after it
 * @param isOn whether it can be paid now
 * @param isKept whether it is switched on
 * @param obstacle why it cannot be paid; empty for nothing
 * @param lnurl what a wallet reads as a picture, in capitals; empty where wallets would not ask it
 * @param qr of it
 */
public record LightningAddressPage(
    Shell shell,
    String name,
    String host,
    boolean isOn,
    boolean isKept,
    String obstacle,
    String lnurl,
    @Nullable QrPicture qr) {

  public String address() {
    return name + "@" + host;
  }

  /**
   * The address of a service as wallets read it from a picture, in capitals. Empty for one that
   * they would not ask: without a name of its own, or without https.
   */
  static String lnurl(String url) {
    try {
      return new Lnurl(Lnurl.Purpose.PAY, URI.create(url)).text().toUpperCase(Locale.ROOT);
    } catch (LightningRefusal e) {
      return "";
    }
  }
}
