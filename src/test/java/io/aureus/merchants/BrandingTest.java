package io.aureus.merchants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a merchant may do to the pages that payers trust. */
class BrandingTest {
  private static final Colour PAPER = Colour.WHITE;
  private static final Colour DARK = Colour.of("#191d1b");

  @Test
  void measuresContrastAsWcagDoes() {
    assertThat(Colour.WHITE.contrast(Colour.BLACK)).isEqualTo(21.0);
    assertThat(Colour.of("#777777").contrast(Colour.WHITE)).isBetween(4.47, 4.49);
    assertThat(Colour.of("#767676").contrast(Colour.WHITE)).isBetween(4.54, 4.55);
  }

  @Test
  void everyColourCanBeReadWhereItIsUsed() {
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 2_000; i++) {
      Colour any = new Colour(random.nextInt(0x1000000));
      assertThat(any.contrast(any.ink())).isGreaterThanOrEqualTo(Colour.READABLE);
      for (Colour ground : new Colour[] {PAPER, DARK}) {
        Colour lead = any.readableOn(ground);
        assertThat(lead.contrast(ground)).isGreaterThanOrEqualTo(Colour.READABLE);
        assertThat(lead.contrast(lead.tint(ground))).isGreaterThanOrEqualTo(Colour.READABLE);
      }
    }
    assertThat(Colour.of("#0a6650").readableOn(PAPER)).isEqualTo(Colour.of("#0a6650"));
  }

  @Test
  void aColourThatNobodyCanReadIsRefusedWithOneThatWouldDo() {
    assertThatThrownBy(() -> Brandings.read("#ffd700", "", ""))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("#ffd700 cannot be read on white")
        .hasMessageMatching(".*; #[0-9a-f]{6} would do");
    assertThat(Brandings.read("", "#ffd700", "").bar()).contains(Colour.of("#FFD700"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"red", "#fff", "#0a66501", "#0a665g", "0a6650", "#0a6650;}", "url(//evil)"})
  void takesNothingElseForAColour(String typed) {
    assertThatThrownBy(() -> Brandings.read(typed, "", "")).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> Brandings.read("", typed, "")).isInstanceOf(Refusal.class);
  }

  @Test
  void readsSitesAsBrowsersTellThem() {
    assertThat(
            Brandings.origins(
                " https://Shop.Example/\nhttps://shop.example:443 https://a.example:8443"
                    + "\thttp://localhost:3000 http://127.0.0.1:80"))
        .containsExactly(
            "https://shop.example",
            "https://a.example:8443",
            "http://localhost:3000",
            "http://127.0.0.1");
    assertThat(Brandings.origins(" \n ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "https://*",
        "https://*.example",
        "https:",
        "https://",
        "//shop.example",
        "shop.example",
        "http://shop.example",
        "ftp://shop.example",
        "data:text/html,x",
        "javascript:alert(1)",
        "https://shop.example/a",
        "https://shop.example?a",
        "https://shop.example#a",
        "https://user@shop.example",
        "https://shop.example;script-src",
        "https://shop.example,https://evil.example",
        "https://shop.example:99999999999",
        "'self'",
        "https://shöp.example"
      })
  void takesNothingElseForASite(String typed) {
    assertThatThrownBy(() -> Brandings.origins(typed))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("e.g. https://shop.example");
  }

  @Test
  void takesTwentySitesAtMost() {
    StringBuilder sites = new StringBuilder();
    for (int i = 0; i < 21; i++) {
      sites.append("https://s").append(i).append(".example ");
    }
    assertThatThrownBy(() -> Brandings.origins(sites.toString())).isInstanceOf(Refusal.class);
  }

  @Test
  void keepsOfALogoNothingButItsPixels() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(1_000, 500, BufferedImage.TYPE_INT_ARGB), "png", file);
    file.write("<script>window.ran=1</script>".getBytes(StandardCharsets.UTF_8));
    LogoPicture kept = LogoPicture.of(file.toByteArray());
    assertThat(new String(kept.png(), StandardCharsets.ISO_8859_1)).doesNotContain("script");
    BufferedImage seen = ImageIO.read(new ByteArrayInputStream(kept.png()));
    assertThat(seen.getWidth()).isEqualTo(240).isEqualTo(kept.width());
    assertThat(seen.getHeight()).isEqualTo(120).isEqualTo(kept.height());
  }

  @Test
  void takesJpegAndGif() throws IOException {
    for (String format : new String[] {"jpeg", "gif"}) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      ImageIO.write(new BufferedImage(10, 2_000, BufferedImage.TYPE_INT_RGB), format, file);
      assertThat(LogoPicture.of(file.toByteArray()).height()).isEqualTo(120);
    }
  }

  @Test
  void aSmallFileOfAHugePictureIsRefusedUnread() {
    byte[] png = hugePng(60_000, 60_000);
    assertThatThrownBy(() -> LogoPicture.of(png)).hasMessageContaining("1,000,000 pixels");
    assertThatThrownBy(() -> LogoPicture.of(hugePng(1_001, 1_000)))
        .hasMessageContaining("1,000,000 pixels");
  }

  /** Many at once would be many times the pixels that are allowed, in the memory of all. */
  @Test
  void picturesAreUnpackedOneAtATime() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(1_000, 1_000, BufferedImage.TYPE_INT_ARGB), "png", file);
    assertThat(LogoPicture.UNPACKING.tryAcquire()).as("another one is read").isTrue();
    try {
      assertThatThrownBy(() -> LogoPicture.of(file.toByteArray()))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("another picture");
    } finally {
      LogoPicture.UNPACKING.release();
    }
    for (int i = 0; i < 2; i++) {
      assertThat(LogoPicture.of(file.toByteArray()).height()).isEqualTo(120);
    }
  }

  @Test
  void noiseIsMadeSmallEnoughOrRefused() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    BufferedImage noise = new BufferedImage(480, 120, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 480; x++) {
      for (int y = 0; y < 120; y++) {
        noise.setRGB(x, y, random.nextInt());
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(noise, "png", file);
    assertThat(LogoPicture.of(file.toByteArray()).png()).hasSizeLessThan(LogoPicture.MOST_KEPT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "<svg xmlns='http://www.w3.org/2000/svg' onload='window.ran=1'/>",
        "GIF89a",
        "\u0089PNG\r\n\u001a\n",
        "BM6"
      })
  void aFileThatIsNoPictureIsRefused(String content) {
    byte[] file = content.getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> LogoPicture.of(file)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> LogoPicture.of(new byte[LogoPicture.MOST_BYTES + 1]))
        .hasMessageContaining("larger than 500 KB");
  }

  /** A header that promises more than the file has. */
  private static byte[] hugePng(int width, int height) {
    ByteBuffer header = ByteBuffer.allocate(33);
    header.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}).putInt(13);
    byte[] chunk =
        ByteBuffer.allocate(17)
            .put("IHDR".getBytes(StandardCharsets.US_ASCII))
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 6, 0, 0, 0})
            .array();
    CRC32 sum = new CRC32();
    sum.update(chunk);
    return header.put(chunk).putInt((int) sum.getValue()).array();
  }
}
