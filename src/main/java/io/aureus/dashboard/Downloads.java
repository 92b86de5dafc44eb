package io.aureus.dashboard;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.MerchantId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files that the dashboard hands out, each written line by line; nobody keeps it on the way. One at
 * a time for a merchant, on each node: a file reads all that there is.
 */
final class Downloads {
  private final Set<MerchantId> busy = ConcurrentHashMap.newKeySet();

  /** Writes a file until {@link PrintWriter#checkError} says that nobody takes it any more. */
  interface Content {
    void write(PrintWriter out) throws IOException;
  }

  /**
   * @throws Refusal {@code TOO_MANY_REQUESTS} where the merchant's one before has not ended
   */
  void send(MerchantId merchant, HttpServletResponse response, String name, Content content)
      throws IOException {
    if (!busy.add(merchant)) {
      throw new Refusal(
          ErrorCode.TOO_MANY_REQUESTS,
          "a file is being downloaded already; wait until it has ended",
          Duration.ofSeconds(5));
    }
    try {
      response.setContentType("text/csv;charset=UTF-8");
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
      content.write(response.getWriter());
    } finally {
      busy.remove(merchant);
    }
  }
}
