package io.aureus.web;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;

/** A request's body as the bytes that came: signatures are over bytes, not over what they mean. */
public final class RawBody {
  private RawBody() {}

  /**
   * Reads the whole body. Nothing is read of a body that says beforehand that it is too large.
   *
   * @param limit in bytes
   * @throws Refusal {@link ErrorCode#TOO_LARGE} above the limit
   */
  public static byte[] read(HttpServletRequest request, int limit) throws IOException {
    if (request.getContentLengthLong() > limit) {
      throw tooLarge(limit);
    }
    InputStream in = request.getInputStream();
    byte[] body = in.readNBytes(limit);
    if (body.length == limit && in.read() != -1) {
      throw tooLarge(limit);
    }
    return body;
  }

  private static Refusal tooLarge(int limit) {
    return new Refusal(
        ErrorCode.TOO_LARGE,
        "the body is too large: at most " + limit + " bytes (" + limit / 1024 + " KiB) are taken");
  }
}
