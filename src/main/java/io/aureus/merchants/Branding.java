package io.aureus.merchants;

import java.util.List;
import java.util.Optional;

/**
 * How a merchant's payment pages look and where they may be shown.
 *
 * @param accent of buttons and links; empty for ours
 * @param bar behind the shop's name and the price; empty for none
 * @param logo its picture; empty for none
 * @param frames the sites that may show the pages in a frame, each as a browser tells an origin,
 *     e.g. {@code https://shop.example}
 */
public record Branding(
    Optional<Colour> accent, Optional<Colour> bar, Optional<Logo> logo, List<String> frames) {
  /** What a merchant has who never chose. */
  public static final Branding NONE =
      new Branding(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  /**
   * A picture that is sent to payers.
   *
   * @param hash other where the picture is another
   * @param width in pixels, 1 to 480
   * @param height in pixels, 1 to 120
   */
  public record Logo(String hash, int width, int height) {}
}
