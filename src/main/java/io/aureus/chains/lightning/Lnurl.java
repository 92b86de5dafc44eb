package io.aureus.chains.lightning;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import io.aureus.money.Bech32;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * An LNURL: the address of a service that is asked what may be paid or taken (LUD-01), or that says
 * so itself by its scheme (LUD-17).
 *
 * @param purpose what the service is asked for
 * @param url by https, or by http to a name that ends in {@code .onion}. A stranger chose it:
 *     whoever asks it must see to it that it leads to nothing of our own
 */
public record Lnurl(Purpose purpose, URI url) implements LightningRequest {
  static final String PREFIX = "lnurl";

  /** What an LNURL is for. */
  public enum Purpose {
    /** Only its service knows. */
    UNKNOWN(""),
    PAY("lnurlp"),
    WITHDRAW("lnurlw"),
    CHANNEL("lnurlc"),
    LOGIN("keyauth");

    private final String scheme;

    Purpose(String scheme) {
      this.scheme = scheme;
    }
  }

  /**
   * Checks the address as {@link #read} does.
   *
   * @throws LightningRefusal where no service may have it
   */
  public Lnurl {
    ServiceUrl.read(url.toString());
  }

  /**
   * Reads {@code lnurl1…}, or an address with one of the schemes of LUD-17.
   *
   * @throws LightningRefusal where it is none
   */
  public static Lnurl read(String typed) {
    String small = typed.toLowerCase(Locale.ROOT);
    for (Purpose purpose : Purpose.values()) {
      if (isOf(purpose, small)) {
        return named(purpose, typed);
      }
    }
    byte[] bytes = bytes(typed);
    try {
      String url = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new Lnurl(Purpose.UNKNOWN, ServiceUrl.read(url));
    } catch (CharacterCodingException e) {
      throw new LightningRefusal(Kind.FIELD, "it leads to no web address");
    }
  }

  private static byte[] bytes(String typed) {
    try {
      Bech32.Content content = Bech32.read(typed, Invoice.MOST);
      if (!content.prefix().equals(PREFIX)) {
        throw new LightningRefusal(
            Kind.TEXT,
            "it begins with %s, and an LNURL with %s1".formatted(content.prefix(), PREFIX));
      }
      return Bech32.toBytes(content.groups());
    } catch (IllegalArgumentException e) {
      throw LightningRefusal.of(Kind.TEXT, e);
    }
  }

  private static Lnurl named(Purpose purpose, String typed) {
    if (typed.length() > Invoice.MOST) {
      throw new LightningRefusal(Kind.TEXT, "it is far too long for a web address");
    }
    String rest = typed.substring(purpose.scheme.length());
    // Some programs leave the slashes away.
    String path = rest.startsWith("://") ? rest.substring(3) : rest.substring(1);
    int end = 0;
    while (end < path.length() && "/?#:".indexOf(path.charAt(end)) < 0) {
      end++;
    }
    String scheme = ServiceUrl.scheme(path.substring(0, end).toLowerCase(Locale.ROOT));
    return new Lnurl(purpose, ServiceUrl.read(scheme + "://" + path));
  }

  static boolean hasScheme(String small) {
    return Arrays.stream(Purpose.values()).anyMatch(purpose -> isOf(purpose, small));
  }

  private static boolean isOf(Purpose purpose, String small) {
    return purpose != Purpose.UNKNOWN && small.startsWith(purpose.scheme + ":");
  }

  /** {@code lnurl1…}, in small letters. */
  @Override
  public String text() {
    return Bech32.write(PREFIX, Bech32.toGroups(url.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** With the scheme of its purpose, e.g. {@code lnurlp://…}; of an unknown one, the address. */
  public String link() {
    String whole = url.toString();
    return purpose == Purpose.UNKNOWN
        ? whole
        : purpose.scheme + whole.substring(whole.indexOf(':'));
  }
}
