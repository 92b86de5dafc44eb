package io.aureus.web;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Browsers ask for an icon whatever a page says: there is none, and that is no error. */
@RestController
class IconController {
  @GetMapping("/favicon.ico")
  ResponseEntity<Void> icon() {
    return ResponseEntity.noContent().build();
  }
}
