package io.aureus.chains.lightning;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An address that looks like one for mail, and at which a service says what to pay (LUD-16).
 *
 * @param user of {@code a-z0-9-_.}, 64 at most, and perhaps {@code +} and a tag of such letters
 * @param domain the service's name, with a dot in it
 */
public record LightningAddress(String user, String domain) implements LightningRequest {
  private static final Pattern USER = Pattern.compile("[a-z0-9_.-]{1,64}(?:\\+[a-z0-9_.-]{1,64})?");
  private static final int MOST = 320;

  /**
   * @throws LightningRefusal where no service can have it
   */
  public LightningAddress {
    boolean dots = user.replace(".", "").isEmpty();
    if (dots || !USER.matcher(user).matches()) {
      throw new LightningRefusal(
          Kind.TEXT,
          "what stands before the @ has other signs than a to z, 0 to 9, and - _ . in it, or too"
              + " many");
    }
    if (!ServiceUrl.isName(domain)) {
      throw new LightningRefusal(
          Kind.TEXT, "what stands after the @ is no name of a service, as example.com is one");
    }
  }

  /**
   * Reads what somebody typed; capitals, which telephones like to begin with, count as small.
   *
   * @throws LightningRefusal where it is no such address
   */
  public static LightningAddress read(String typed) {
    int at = typed.indexOf('@');
    boolean plain = typed.chars().allMatch(c -> c < 128);
    if (typed.length() > MOST || at < 0 || !plain) {
      throw new LightningRefusal(
          Kind.TEXT, "it is no Lightning address, as shop@example.com is one");
    }
    return new LightningAddress(
        typed.substring(0, at).toLowerCase(Locale.ROOT),
        typed.substring(at + 1).toLowerCase(Locale.ROOT));
  }

  /** Where its service answers; whoever asks it must see to it that it leads to nothing of ours. */
  public URI url() {
    return URI.create(
        "%s://%s/.well-known/lnurlp/%s".formatted(ServiceUrl.scheme(domain), domain, user));
  }

  @Override
  public String text() {
    return user + "@" + domain;
  }
}
