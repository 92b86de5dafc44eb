package io.aureus.api;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.Credentials;
import io.aureus.merchants.KeyCheck;
import io.aureus.merchants.KeyGrants;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;

/** Gives out a plugin's key for a password, and says whether a key is good (API section 4). */
@Controller
final class KeysController {
  /**
   * @param apiKey the same as {@code key}: Aurpay's own name of the field is not published
   */
  record IssuedKey(String accessToken, String tokenType, String key, String apiKey) {
    @Override
    public String toString() {
      return "IssuedKey[hidden]";
    }
  }

  /** What was typed. */
  private record Login(String username, String password) {
    @Override
    public String toString() {
      return "Login[hidden]";
    }
  }

  private final KeyGrants grants;
  private final KeyCheck check;
  private final ApiLimits limits;
  private final Replies replies;

  KeysController(KeyGrants grants, KeyCheck check, ApiLimits limits, Replies replies) {
    this.grants = grants;
    this.check = check;
    this.limits = limits;
    this.replies = replies;
  }

  @PostMapping("/api/plugin/key/{platform}")
  Reply issue(
      @RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request, @PathVariable String platform) {
    limits.logins().count(request.client());
    Login login = login(request);
    KeyGrants.Grant grant =
        grants.grant(login.username(), login.password(), platform, request.remoteAddress());
    String key = grant.key().key();
    return replies.ok(new IssuedKey(grant.accessToken(), "Bearer", key, key));
  }

  /** The older path, which names no platform. */
  @PostMapping("/api/plugin/key")
  Reply issueForNone(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    return issue(request, Credentials.OWN_PLATFORM);
  }

  /** Always HTTP 200 and JSON: a plugin's settings page breaks on anything else. */
  @GetMapping("/api/plugin/key/verify")
  Reply verify(@RequestAttribute(ApiRequest.ATTRIBUTE) ApiRequest request) {
    try {
      limits.verifies().count(request.client());
      QueryValues query = QueryValues.parse(request.query());
      String platform = query.get("name").orElse(Credentials.OWN_PLATFORM);
      String key = query.get("key").orElse("");
      boolean valid = check.isValid(platform, key, query.get("id").orElse(""));
      return valid ? replies.ok(true) : no(ErrorCode.UNAUTHORIZED, "this key is not valid");
    } catch (Refusal refusal) {
      return no(refusal.code(), refusal.words());
    }
  }

  private Reply no(ErrorCode code, String words) {
    return replies.no(code, words, false);
  }

  /** As JSON, or as a form, whichever the body looks like. */
  private static Login login(ApiRequest request) {
    String body = Fields.utf8(request.body()).strip();
    if (body.startsWith("{")) {
      Fields fields = Fields.parse(request.body());
      return new Login(fields.requiredText("username", 254), fields.requiredText("password", 1024));
    }
    QueryValues form = QueryValues.parse(body);
    return new Login(
        form.get("username").orElseThrow(() -> Fields.bad("username is missing")),
        form.get("password").orElseThrow(() -> Fields.bad("password is missing")));
  }
}
