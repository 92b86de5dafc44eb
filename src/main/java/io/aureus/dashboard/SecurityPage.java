package io.aureus.dashboard;

import io.aureus.web.QrPicture;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's second factor, and where he is signed in. Public because templates read it.
 *
 * @param on whether it is switched on
 * @param left how many recovery codes nobody has used
 * @param codes new recovery codes, shown this once
 * @param offer a secret that an app may take; null where none is being set up
 * @param sessions where he is signed in, here first
 */
public record SecurityPage(
    Shell shell,
    boolean on,
    int left,
    List<String> codes,
    @Nullable Offer offer,
    List<OpenSession> sessions) {
  /**
   * @param secret in base 32
   * @param link for an app on the same device, {@code otpauth://}
   */
  public record Offer(String secret, String grouped, String link, QrPicture qr) {}
}
