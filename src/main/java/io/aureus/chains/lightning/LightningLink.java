package io.aureus.chains.lightning;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Links that carry something to pay: {@code lightning:…}, and BIP21's with a parameter for it. */
public final class LightningLink {
  private static final String SCHEME = "lightning:";
  private static final String PARAMETER = "lightning";
  private static final List<String> PARAMETERS = List.of(PARAMETER, "lno");

  private LightningLink() {}

  /** The link by which a wallet opens an invoice or the like. */
  public static String of(String text) {
    return SCHEME + text;
  }

  /**
   * A link to pay on the chain (BIP21) that a wallet may pay by Lightning instead.
   *
   * @param link {@code bitcoin:…}, without a {@code lightning} of its own
   * @param text an invoice or LNURL, which needs no escaping
   */
  public static String with(String link, String text) {
    if (parameter(link).isPresent()) {
      throw new IllegalArgumentException("the link can be paid by Lightning already");
    }
    return link + (link.indexOf('?') < 0 ? '?' : '&') + PARAMETER + '=' + text;
  }

  /**
   * The {@code lightning=} of a link, in capitals or not; empty where it has none.
   *
   * @throws LightningRefusal where it has several
   */
  public static Optional<String> parameter(String link) {
    return value(link, PARAMETER);
  }

  /** What Lightning can pay of a link: an invoice or LNURL if it has one, else an offer. */
  static Optional<String> request(String link) {
    return PARAMETERS.stream().flatMap(name -> value(link, name).stream()).findFirst();
  }

  /** The same without {@code lightning:} before it. */
  static String bare(String text) {
    if (!text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return text;
    }
    String rest = text.substring(SCHEME.length());
    // BOLT11 has no slashes there, and some programs write them.
    return rest.startsWith("//") ? rest.substring(2) : rest;
  }

  private static Optional<String> value(String link, String name) {
    int start = link.indexOf('?');
    int end = link.indexOf('#', Math.max(start, 0));
    String query = start < 0 ? "" : link.substring(start + 1, end < 0 ? link.length() : end);
    List<String> found = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).toLowerCase(Locale.ROOT).equals(name)) {
        found.add(decoded(pair.substring(equals + 1)));
      }
    }
    if (found.size() > 1) {
      throw new LightningRefusal(Kind.FIELD, "the link has more than one %s=".formatted(name));
    }
    return found.stream().findFirst().filter(value -> !value.isEmpty());
  }

  private static String decoded(String value) {
    try {
      // A + in a link of this kind is a plus sign, and no space.
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new LightningRefusal(Kind.TEXT, "the link has a broken % in it: copy it again");
    }
  }
}
