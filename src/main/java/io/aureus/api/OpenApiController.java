package io.aureus.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the description of the API that machines read. */
@RestController
final class OpenApiController {
  private final byte[] document = read();

  @GetMapping("/openapi.yaml")
  ResponseEntity<byte[]> document() {
    return ResponseEntity.ok()
        .header("Content-Type", "application/yaml")
        .header("Cache-Control", "no-cache")
        .body(document);
  }

  private static byte[] read() {
    try (InputStream in = OpenApiController.class.getResourceAsStream("/openapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("openapi.yaml is missing from the program");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
