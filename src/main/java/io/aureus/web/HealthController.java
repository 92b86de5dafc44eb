package io.aureus.web;

import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says that the program is up: for a load balancer, which may restart what does not answer. */
@RestController
class HealthController {
  /** Asks no database and no node: a fault of theirs is not mended by a restart of ours. */
  @GetMapping("/health")
  Map<String, String> health() {
    return Map.of("status", "UP");
  }
}
