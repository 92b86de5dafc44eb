package io.aureus.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/**
 * Answers what the server refuses before any filter of ours runs: malformed request lines, illegal
 * characters in a URL, headers that are too large. Made by Tomcat from its name, hence public.
 */
public final class ApiErrorValve extends ErrorReportValve {
  @Override
  protected void report(Request request, Response response, Throwable cause) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    String words =
        status >= 500
            ? "something went wrong on our side"
            : "the request could not be read: its URL or its headers are malformed or too large";
    String path = request.getRequestURI();
    boolean api = path == null || path.startsWith("/api");
    byte[] body =
        (api ? json(status, words) : page(status, words)).getBytes(StandardCharsets.UTF_8);
    try {
      response.setContentType(api ? "application/json" : "text/html;charset=UTF-8");
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      container.getLogger().debug("nobody reads the error reply", e);
    }
  }

  private static String json(int status, String words) {
    return """
        {"code":%d,"message":"%s","msg":"%s","data":null,"result":false}"""
        .formatted(status, words, words);
  }

  private static String page(int status, String words) {
    return """
        <!doctype html><html lang="en"><title>%d</title><p>%s</p></html>"""
        .formatted(status, words);
  }
}
