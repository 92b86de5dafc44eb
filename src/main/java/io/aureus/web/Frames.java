package io.aureus.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/** Lets other sites show one answer of ours in a frame. Without it no site may show any. */
public final class Frames {
  private Frames() {}

  /**
   * @param origins as browsers tell them, e.g. {@code https://shop.example}, each checked when it
   *     was kept; empty leaves the answer in no frame
   */
  public static void allow(HttpServletResponse response, List<String> origins) {
    if (!origins.isEmpty()) {
      response.setHeader(
          SecurityHeadersFilter.POLICY_HEADER,
          SecurityHeadersFilter.policy(String.join(" ", origins)));
    }
  }
}
