package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.util.Locale;

/**
 * A colour of a page.
 *
 * @param rgb red, green and blue as 0xRRGGBB
 */
public record Colour(int rgb) {
  /** What WCAG 2.2 asks of text on its ground (success criterion 1.4.3). */
  public static final double READABLE = 4.5;

  public static final Colour WHITE = new Colour(0xffffff);
  public static final Colour BLACK = new Colour(0x000000);
  private static final int STEPS = 40;

  public Colour {
    if (rgb < 0 || rgb > 0xffffff) {
      throw new IllegalArgumentException("not a colour: " + rgb);
    }
  }

  /**
   * @param text as {@code #0a6650}
   * @throws Refusal {@code BAD_REQUEST} for any other form
   */
  public static Colour of(String text) {
    if (!text.matches("#[0-9a-fA-F]{6}")) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "a colour is written as # and six digits, e.g. #0a6650, not " + shortened(text));
    }
    return new Colour(Integer.parseInt(text.substring(1), 16));
  }

  private static String shortened(String text) {
    return text.length() <= 20 ? text : text.substring(0, 20) + "…";
  }

  /** As style sheets have it, e.g. {@code #0a6650}. */
  public String text() {
    return String.format(Locale.ROOT, "#%06x", rgb);
  }

  /** The contrast ratio of WCAG 2.2, from 1 to 21. */
  public double contrast(Colour other) {
    double one = luminance();
    double two = other.luminance();
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  }

  /** Black or white, whichever is read better on this; one of them always can be. */
  public Colour ink() {
    return contrast(WHITE) >= contrast(BLACK) ? WHITE : BLACK;
  }

  /**
   * This one, or the next one towards black or white that can be read on a ground.
   *
   * @return {@code this} where it can be read as it is
   */
  public Colour readableOn(Colour ground) {
    Colour towards = ground.ink();
    for (int step = 0; step <= STEPS; step++) {
      Colour mixed = mixed(towards, step);
      if (mixed.contrast(ground) >= READABLE) {
        return mixed;
      }
    }
    return towards;
  }

  /** A ground with some of this in it, a tenth at most, on which this can still be read. */
  public Colour tint(Colour ground) {
    for (int step = STEPS / 10; step > 0; step--) {
      Colour tinted = ground.mixed(this, step);
      if (contrast(tinted) >= READABLE) {
        return tinted;
      }
    }
    return ground;
  }

  private Colour mixed(Colour other, int step) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = (rgb >> shift) & 0xff;
      int to = (other.rgb >> shift) & 0xff;
      mixed |= (from + (to - from) * step / STEPS) << shift;
    }
    return new Colour(mixed);
  }

  private double luminance() {
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
  }

  private static double linear(int channel) {
    double share = (channel & 0xff) / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
