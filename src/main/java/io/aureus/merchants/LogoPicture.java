package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A logo as it is kept and sent to payers: always a PNG that we wrote ourselves, so that nothing
 * but its pixels comes through.
 */
final class LogoPicture {
  /** Of what is uploaded. */
  static final int MOST_BYTES = 500 * 1024;

  /** Of what payers load: their first view is to stay below 100 KB in all. */
  static final int MOST_KEPT = 30 * 1024;

  private static final int MOST_WIDTH = 480;
  private static final int MOST_HEIGHT = 120;
  private static final int LEAST_HEIGHT = 30;

  /** A small file may claim to be huge: its pixels are read only after its size was. */
  private static final long MOST_PIXELS = 1_000_000;

  /** What is unpacked is held in memory, and the gateway has little: one at a time, for all. */
  static final Semaphore UNPACKING = new Semaphore(1);

  private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif");

  private final byte[] png;
  private final int width;
  private final int height;

  private LogoPicture(byte[] png, int width, int height) {
    this.png = png;
    this.width = width;
    this.height = height;
  }

  byte[] png() {
    return png.clone();
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /**
   * @param file a PNG, JPEG or GIF
   * @return one of 480 by 120 pixels at most
   * @throws Refusal {@code BAD_REQUEST} for anything else; {@code UNAVAILABLE} where another one is
   *     being read
   */
  static LogoPicture of(byte[] file) {
    if (file.length > MOST_BYTES) {
      throw bad("the picture is larger than " + MOST_BYTES / 1024 + " KB");
    }
    if (!UNPACKING.tryAcquire()) {
      throw new Refusal(
          ErrorCode.UNAVAILABLE,
          "another picture is being read; try again in some seconds",
          Duration.ofSeconds(2));
    }
    try {
      return kept(read(file));
    } finally {
      UNPACKING.release();
    }
  }

  private static LogoPicture kept(BufferedImage picture) {
    for (int height = MOST_HEIGHT; height >= LEAST_HEIGHT; height -= 15) {
      BufferedImage small = fitted(picture, height);
      byte[] png = png(small);
      if (png.length <= MOST_KEPT) {
        return new LogoPicture(png, small.getWidth(), small.getHeight());
      }
    }
    throw bad("the picture has too many details for a logo; take one with plain areas");
  }

  private static BufferedImage read(byte[] file) {
    try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      while (readers.hasNext()) {
        ImageReader reader = readers.next();
        try {
          if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
            reader.setInput(input, true, true);
            return pixels(reader);
          }
        } finally {
          reader.dispose();
        }
      }
    } catch (IOException | RuntimeException e) {
      if (e instanceof Refusal refusal) {
        throw refusal;
      }
      // Readers throw all kinds of things at broken files.
      throw bad("the picture cannot be read; take a PNG, JPEG or GIF");
    }
    throw bad("a logo is a PNG, JPEG or GIF picture");
  }

  private static BufferedImage pixels(ImageReader reader) throws IOException {
    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    if (pixels > MOST_PIXELS) {
      throw bad("the picture has more than %,d pixels".formatted(MOST_PIXELS));
    }
    return reader.read(0);
  }

  private static BufferedImage fitted(BufferedImage picture, int mostHeight) {
    int mostWidth = MOST_WIDTH * mostHeight / MOST_HEIGHT;
    int width = picture.getWidth();
    int height = picture.getHeight();
    if (width > mostWidth) {
      height = Math.max(1, (int) ((long) height * mostWidth / width));
      width = mostWidth;
    }
    if (height > mostHeight) {
      width = Math.max(1, (int) ((long) width * mostHeight / height));
      height = mostHeight;
    }
    BufferedImage fitted = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = fitted.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    pen.drawImage(picture, 0, 0, width, height, null);
    pen.dispose();
    return fitted;
  }

  private static byte[] png(BufferedImage picture) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(picture, "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Refusal bad(String words) {
    return new Refusal(ErrorCode.BAD_REQUEST, words);
  }
}
