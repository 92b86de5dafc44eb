package io.aureus.commands;

import io.aureus.callbacks.CallbackSignature;
import io.aureus.callbacks.CallbackTests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a shop checks before it believes a callback. Pure. */
final class SinkCheck {
  static final List<String> HEADERS =
      List.of(
          "Date",
          "Api-Key",
          "Callback-Token",
          "Signature",
          "Aureus-Delivery-Id",
          "Aureus-Event",
          "Aureus-Signature",
          "Content-Type");

  /**
   * A request as it came.
   *
   * @param url whole, as the caller wrote it
   * @param headers the first value of a header, empty where there is none
   */
  record Request(String method, String url, UnaryOperator<String> headers) {
    String header(String name) {
      return headers.apply(name);
    }
  }

  private SinkCheck() {}

  /** A line for each proof; a list that may be added to. */
  static List<String> findings(Optional<DemoAccess> access, Request request, byte[] body) {
    List<String> lines = new ArrayList<>();
    if (access.isEmpty()) {
      lines.add("signatures not checked: no demo.json was found (see --data)");
      return lines;
    }
    String secret = access.get().callbackSecret();
    String date = request.header("Date");
    if (request.header("Aureus-Event").equals(CallbackTests.EVENT)) {
      lines.add("a test, of no order: it has one signature alone");
    } else {
      lines.add(line(request, "Callback-Token", access.get().callbackToken()));
      lines.add(line(request, "Signature", CallbackSignature.legacy(secret, date, request.url())));
    }
    CallbackSignature.Sent sent =
        new CallbackSignature.Sent(
            date,
            request.header("Aureus-Delivery-Id"),
            request.header("Aureus-Event"),
            request.method(),
            request.url());
    lines.add(line(request, "Aureus-Signature", CallbackSignature.whole(secret, sent, body)));
    return lines;
  }

  private static String line(Request request, String header, String expected) {
    String given = request.header(header);
    if (given.isEmpty()) {
      return header + " MISSING";
    }
    boolean same =
        MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    return header + (same ? " good" : " WRONG");
  }
}
