package io.aureus.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Fills in the dashboard's forms without a browser: for tests of what stands behind them. */
public final class FormClient {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final HttpClient http =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final String url;
  private String token = "";

  /**
   * @param url without a slash at its end
   */
  public FormClient(String url) {
    this.url = url;
  }

  /** What came back. */
  public record Shown(int status, String body) {
    /** The value of a form's field. */
    public String field(String name) {
      Matcher field = Pattern.compile("name=\"" + name + "\" value=\"([^\"]+)\"").matcher(body);
      if (!field.find()) {
        throw new AssertionError("no field " + name + " in " + body);
      }
      return field.group(1);
    }
  }

  /** Signs in; fails where the account is not let in. */
  public void signIn(String email, String password) {
    get("/dashboard/sign-in");
    Shown in = post("/dashboard/sign-in", Map.of("email", email, "password", password));
    if (in.status() != 302 || get("/dashboard/orders").status() != 200) {
      throw new AssertionError("not let in: " + in);
    }
  }

  public Shown get(String path) {
    return send(HttpRequest.newBuilder(URI.create(url + path)).GET().build());
  }

  /** Sends a form, with the token of the page that was shown last. */
  public Shown post(String path, Map<String, String> form) {
    Map<String, String> all = new HashMap<>(form);
    all.put("_csrf", token);
    String body =
        all.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private Shown send(HttpRequest request) {
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      Matcher found = TOKEN.matcher(answer.body());
      if (found.find()) {
        token = found.group(1);
      }
      return new Shown(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
