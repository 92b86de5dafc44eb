package io.aureus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallbackSignatureTest {
  private static final String SECRET = "test-callback-secret";
  private static final String DATE = "2024-06-17T00:00:00Z";
  private static final String URL = "https://api.you.com/callback?id=32";
  private static final CallbackSignature.Sent SENT =
      new CallbackSignature.Sent(
          DATE, "ca1f0db3-0a3d-47c5-94ed-c94193aa1934", "order.success", "POST", URL);

  @Test
  void theLegacySignatureIsThatOfThePublishedVector() {
    assertThat(CallbackSignature.legacy(SECRET, DATE, URL))
        .isEqualTo("WxLER9fIYzGP4R5ELpLb5XsJmqxVFsEtiovvii+TpjI=");
  }

  @Test
  void opensslComputesTheSame() throws Exception {
    byte[] body = "{\"status\":\"SUCCESS\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(
            Base64.getEncoder()
                .encodeToString(
                    openssl(DATE + " | " + URL, "dgst", "-sha256", "-hmac", SECRET, "-binary")))
        .isEqualTo(CallbackSignature.legacy(SECRET, DATE, URL));
    String digest =
        HexFormat.of()
            .formatHex(
                openssl(new String(body, StandardCharsets.UTF_8), "dgst", "-sha256", "-binary"));
    String origin =
        "v1 | "
            + DATE
            + " | ca1f0db3-0a3d-47c5-94ed-c94193aa1934 | order.success | POST "
            + URL
            + " | "
            + digest;
    assertThat(
            Base64.getEncoder()
                .encodeToString(openssl(origin, "dgst", "-sha256", "-hmac", SECRET, "-binary")))
        .isEqualTo(CallbackSignature.whole(SECRET, SENT, body));
  }

  /** Lesson: callbacks whose signature covers only an id, no time, or not the body. */
  @Test
  void theWholeSignatureChangesWithEveryPart() {
    byte[] body = "{\"status\":\"SUCCESS\"}".getBytes(StandardCharsets.UTF_8);
    Set<String> seen = new LinkedHashSet<>();
    seen.add(CallbackSignature.whole(SECRET, SENT, body));
    seen.add(CallbackSignature.whole(SECRET + "x", SENT, body));
    seen.add(sign("2024-06-17T00:00:01Z", SENT.deliveryId(), SENT.event(), "POST", URL, body));
    seen.add(sign(DATE, "ca1f0db3-0a3d-47c5-94ed-c94193aa1935", SENT.event(), "POST", URL, body));
    seen.add(sign(DATE, SENT.deliveryId(), "order.overdue", "POST", URL, body));
    seen.add(sign(DATE, SENT.deliveryId(), SENT.event(), "GET", URL, body));
    seen.add(sign(DATE, SENT.deliveryId(), SENT.event(), "POST", URL + "0", body));
    for (int at = 0; at < body.length; at++) {
      byte[] tampered = body.clone();
      tampered[at] ^= 1;
      seen.add(CallbackSignature.whole(SECRET, SENT, tampered));
    }
    seen.add(CallbackSignature.legacy(SECRET, DATE, URL));
    assertThat(seen).hasSize(8 + body.length);
  }

  private static String sign(
      String date, String id, String event, String method, String url, byte[] body) {
    return CallbackSignature.whole(
        SECRET, new CallbackSignature.Sent(date, id, event, method, url), body);
  }

  private static byte[] openssl(String input, String... arguments)
      throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = "openssl";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process = new ProcessBuilder(command).start();
    try (var out = process.getOutputStream()) {
      out.write(input.getBytes(StandardCharsets.UTF_8));
    }
    byte[] answer = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    return answer;
  }
}
