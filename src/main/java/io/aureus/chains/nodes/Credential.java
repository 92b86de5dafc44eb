package io.aureus.chains.nodes;

import io.aureus.chains.nodes.NodeFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By what a node knows us: user and password of its URL, or the cookie file that bitcoind writes
 * anew at each start. Its text is shown nowhere.
 */
public final class Credential {
  private static final int LONGEST_COOKIE = 1024;
  private static final Pattern URL = Pattern.compile("(?:https?|wss?)://\\S+");

  /** Shorter parts of a URL are words such as {@code v3}, not keys. */
  private static final int LEAST_SECRET = 8;

  private static final Pattern COOKIE = Pattern.compile("[\\x21-\\x39\\x3b-\\x7e]+:[\\x21-\\x7e]+");

  private final @Nullable Path file;
  private volatile @Nullable String text;

  private Credential(@Nullable Path file, @Nullable String text) {
    this.file = file;
    this.text = text;
  }

  /** What the URL says, which may be nothing. */
  public static Credential of(URI uri) {
    return new Credential(null, uri.getUserInfo());
  }

  /** What stands in a file whenever it is asked for: it need not be there yet. */
  public static Credential ofCookie(Path file) {
    return new Credential(file, null);
  }

  /**
   * The value of the header {@code Authorization}; empty for none.
   *
   * @throws NodeFailure where the cookie file cannot be read
   */
  Optional<String> header() throws NodeFailure {
    String known = text;
    if (known == null && file != null) {
      known = read(file);
      text = known;
    }
    return Optional.ofNullable(known).map(Credential::basic);
  }

  /**
   * After a refusal: whether there is another now, since the node has started again.
   *
   * @param refused what {@link #header} answered
   * @throws NodeFailure where the cookie file cannot be read
   */
  boolean isAnother(Optional<String> refused) throws NodeFailure {
    if (file == null) {
      return false;
    }
    String now = read(file);
    text = now;
    return !basic(now).equals(refused.orElse(""));
  }

  /** What to say of a refusal. */
  String refusal() {
    return file == null
        ? "refuses our user and password (HTTP 401)"
        : "refuses the cookie of %s (HTTP 401): that is another node's".formatted(file);
  }

  /** A node's words are shown to people; some providers repeat the URL, and with it the key. */
  @Nullable String withoutSecrets(@Nullable String words, URI uri) {
    if (words == null) {
      return null;
    }
    String clean = URL.matcher(words).replaceAll("<url>");
    String own = uri.getPath() + "/" + uri.getQuery() + "/" + uri.getUserInfo() + "/" + text;
    for (String part : own.split("[/&=:]")) {
      if (part.length() >= LEAST_SECRET) {
        clean = clean.replace(part, "<key>");
      }
    }
    return clean;
  }

  private static String basic(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  private static String read(Path file) throws NodeFailure {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST_COOKIE);
      String read = new String(bytes, StandardCharsets.ISO_8859_1).strip();
      if (COOKIE.matcher(read).matches()) {
        return read;
      }
      throw unreadable(file, "holds no user:password");
    } catch (NoSuchFileException e) {
      throw unreadable(file, "is not there: the node does not run, or has a user and password");
    } catch (AccessDeniedException e) {
      throw unreadable(file, "may not be read by us: set rpccookieperms=group at the node");
    } catch (IOException e) {
      throw unreadable(file, "cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static NodeFailure unreadable(Path file, String words) {
    return new NodeFailure(
        Kind.UNREACHABLE, "cannot be asked: its cookie file %s %s".formatted(file, words));
  }
}
