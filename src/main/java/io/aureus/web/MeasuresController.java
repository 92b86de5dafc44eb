package io.aureus.web;

import io.aureus.web.Measures.Measure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Every room's figures in the text format of Prometheus, for who has the operator's token. */
@RestController
class MeasuresController {
  private static final MediaType TEXT =
      MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8");

  private final ObjectProvider<Measures> rooms;
  private final byte[] expected;

  MeasuresController(ObjectProvider<Measures> rooms, WebSettings settings) {
    this.rooms = rooms;
    this.expected = ("Bearer " + settings.metricsToken()).getBytes(StandardCharsets.UTF_8);
  }

  /** Without a token in the settings there is no such page. */
  @GetMapping("/metrics")
  ResponseEntity<String> metrics(
      @RequestHeader(name = "Authorization", required = false) @Nullable String given) {
    if (expected.length == "Bearer ".length()) {
      return ResponseEntity.notFound().build();
    }
    byte[] proof = String.valueOf(given).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, proof)) {
      return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
          .header("WWW-Authenticate", "Bearer")
          .build();
    }
    return ResponseEntity.ok().contentType(TEXT).body(text());
  }

  private String text() {
    Map<String, StringBuilder> byName = new LinkedHashMap<>();
    for (Measures room : rooms) {
      for (Measure measure : room.now()) {
        byName
            .computeIfAbsent(measure.name(), name -> heading(measure))
            .append(line(measure))
            .append('\n');
      }
    }
    return String.join("", List.copyOf(byName.values()));
  }

  private static StringBuilder heading(Measure measure) {
    return new StringBuilder(
        "# HELP %s %s\n# TYPE %s gauge\n"
            .formatted(measure.name(), measure.words(), measure.name()));
  }

  private static String line(Measure measure) {
    String labels =
        new TreeMap<>(measure.labels())
            .entrySet().stream()
                .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
                .collect(Collectors.joining(","));
    return measure.name() + "{" + labels + "} " + measure.value().toPlainString();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
