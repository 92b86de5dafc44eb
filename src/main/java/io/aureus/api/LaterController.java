package io.aureus.api;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;

/** Documented paths whose work comes with a later release. */
@Controller
final class LaterController {
  private final ApiDoor door;

  LaterController(ApiDoor door) {
    this.door = door;
  }

  @PostMapping("/api/bln/withdraw")
  Reply lightning(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    return later(request, "Lightning payments");
  }

  @GetMapping("/api/bln/balance")
  Reply balance(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    return later(request, "Lightning payments");
  }

  private Reply later(ApiRequest request, String what) {
    door.enter(request);
    throw new Refusal(
        ErrorCode.NOT_AVAILABLE_YET, what + " are not available yet; a later release brings them");
  }
}
