package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How merchants' payment pages look. Answers may be a few seconds old. */
public final class Brandings {
  private static final int MOST_FRAMES = 20;
  private static final int HASH_BYTES = 8;

  private final BrandingRows rows;
  private final ShortMemory<MerchantId, Branding> memory;
  private final Clock clock;

  Brandings(BrandingRows rows, ShortMemory<MerchantId, Branding> memory, Clock clock) {
    this.rows = rows;
    this.memory = memory;
    this.clock = clock;
  }

  public Branding of(MerchantId merchant) {
    return memory
        .find(merchant, id -> Optional.of(rows.of(id).orElse(Branding.NONE)))
        .orElse(Branding.NONE);
  }

  /** A PNG; empty where the merchant has none. */
  public Optional<byte[]> logo(MerchantId merchant) {
    return rows.logo(merchant);
  }

  /**
   * Reads what was typed; it has no logo.
   *
   * @param accent as {@code #0a6650}; empty for ours
   * @param bar likewise; empty for none
   * @param frames sites, separated by blanks or line breaks
   * @throws Refusal {@code BAD_REQUEST} where a colour could not be read, or is none, or a site is
   *     none
   */
  public static Branding read(String accent, String bar, String frames) {
    Optional<Colour> lead = colour(accent);
    lead.ifPresent(Brandings::mustBeReadable);
    return new Branding(lead, colour(bar), Optional.empty(), origins(frames));
  }

  /** Keeps colours and sites; the logo that is kept stays. */
  public void keep(MerchantId merchant, Branding branding) {
    rows.keep(merchant, branding, clock.instant());
    memory.forget();
  }

  /**
   * @param file a PNG, JPEG or GIF
   * @throws Refusal {@code BAD_REQUEST} where it is no picture, or too large
   */
  public void keepLogo(MerchantId merchant, byte[] file) {
    LogoPicture picture = LogoPicture.of(file);
    String hash = HexFormat.of().formatHex(Secrets.hash(picture.png()).array(), 0, HASH_BYTES);
    rows.keepLogo(merchant, picture, hash, clock.instant());
    memory.forget();
  }

  /** Nothing where there is none. */
  public void removeLogo(MerchantId merchant) {
    rows.removeLogo(merchant, clock.instant());
    memory.forget();
  }

  private static Optional<Colour> colour(String typed) {
    String text = typed.strip();
    return text.isEmpty() ? Optional.empty() : Optional.of(Colour.of(text));
  }

  /** Buttons carry the better of black and white, but links stand on the paper themselves. */
  private static void mustBeReadable(Colour accent) {
    if (accent.contrast(Colour.WHITE) < Colour.READABLE) {
      throw bad(
          "%s cannot be read on white: its contrast is %.1f, and %.1f is needed; %s would do"
              .formatted(
                  accent.text(),
                  accent.contrast(Colour.WHITE),
                  Colour.READABLE,
                  accent.readableOn(Colour.WHITE).text()));
    }
  }

  /** Each as a browser tells it: without a path, in small letters, without a usual port. */
  static List<String> origins(String typed) {
    Set<String> origins = new LinkedHashSet<>();
    for (String site : typed.strip().split("\\s+")) {
      if (!site.isEmpty()) {
        origins.add(origin(site));
      }
    }
    if (origins.size() > MOST_FRAMES) {
      throw bad("at most " + MOST_FRAMES + " sites may show the payment page in a frame");
    }
    return List.copyOf(origins);
  }

  private static String origin(String site) {
    try {
      URI uri = new URI(site);
      String scheme = lower(uri.getScheme());
      String host = lower(uri.getHost());
      boolean web = scheme.equals("https") || (scheme.equals("http") && isThisMachine(host));
      boolean bare = lower(uri.getRawPath()).replace("/", "").isEmpty();
      boolean more = uri.getRawQuery() != null || uri.getRawFragment() != null;
      if (web && bare && !more && uri.getRawUserInfo() == null && isHost(host)) {
        boolean usual = uri.getPort() == -1 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host + (usual ? "" : ":" + uri.getPort());
      }
    } catch (URISyntaxException e) {
      // Refused below, as all else that is no site.
    }
    throw bad(
        "a site is written as https:// and its name, e.g. https://shop.example, without a path"
            + " and without *");
  }

  /** What a header can carry: a name or an IPv4 address; no star, which would be everybody. */
  private static boolean isHost(String host) {
    return host.length() <= 253 && host.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
  }

  private static boolean isThisMachine(String host) {
    return host.equals("localhost") || host.equals("127.0.0.1");
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }

  private static Refusal bad(String words) {
    return new Refusal(ErrorCode.BAD_REQUEST, words);
  }
}
