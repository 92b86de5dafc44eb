package io.aureus.api;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.Authentication;
import io.aureus.merchants.Caller;
import io.aureus.merchants.SignedRequest;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Asks whether a key is good (API section 4.2): what plugins do when their settings are saved. */
@RestController
final class KeysController {
  private final Authentication authentication;
  private final RateLimits verifies;
  private final Replies replies;

  KeysController(Authentication authentication, ApiLimits limits, Replies replies) {
    this.authentication = authentication;
    this.verifies = limits.verifies();
    this.replies = replies;
  }

  /** Always HTTP 200 and JSON: a plugin's settings page breaks on anything else. */
  @GetMapping("/api/plugin/key/verify")
  ResponseEntity<byte[]> verify(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    QueryValues query = QueryValues.parse(request.query());
    String key = query.get("key").orElse("").strip();
    try {
      verifies.count(request.remoteAddress());
      Caller caller = authentication.authenticate(new KeyOnly(key));
      Optional<String> id = query.get("id");
      if (id.isPresent() && !id.get().equals(caller.merchant().value())) {
        return replies
            .no(ErrorCode.UNAUTHORIZED, "id is not the merchant that this key belongs to", false)
            .entity();
      }
      return replies.ok(true).entity();
    } catch (Refusal refusal) {
      return replies.no(refusal.code(), refusal.words(), false).entity();
    }
  }

  /** The key of a query as if it had come in its header. */
  private record KeyOnly(String key) implements SignedRequest {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String path() {
      return "/api/plugin/key/verify";
    }

    @Override
    public String query() {
      return "";
    }

    @Override
    public Optional<String> header(String name) {
      return name.equalsIgnoreCase("API-Key") && !key.isEmpty()
          ? Optional.of(key)
          : Optional.empty();
    }

    @Override
    public byte[] body() {
      return new byte[0];
    }
  }
}
