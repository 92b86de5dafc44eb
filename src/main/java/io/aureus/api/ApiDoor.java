package io.aureus.api;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.merchants.Authentication;
import io.aureus.merchants.Caller;
import io.aureus.merchants.Scope;
import io.aureus.money.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What every authenticated request passes, in this order: proof, rate limit, scope, repeat. */
final class ApiDoor {
  /** A stored answer is found by its path, and an index row has a limit. */
  private static final int PATH_LONGEST = 200;

  private final Authentication authentication;
  private final ApiLimits limits;
  private final IdempotentAnswers answers;
  private final Replies replies;

  ApiDoor(
      Authentication authentication, ApiLimits limits, IdempotentAnswers answers, Replies replies) {
    this.authentication = authentication;
    this.limits = limits;
    this.answers = answers;
    this.replies = replies;
  }

  /** For requests that change nothing. */
  Reply read(ApiRequest request, Scope scope, Function<ApiCall, Object> work) {
    return read(request, caller -> caller.must(scope), work);
  }

  /**
   * @param rule throws where the caller may not
   */
  Reply read(ApiRequest request, Consumer<Caller> rule, Function<ApiCall, Object> work) {
    return reply(new ApiCall(enter(request, rule), request, null), work);
  }

  /** For requests that make or change something: with an {@code Idempotency-Key} only once. */
  Reply write(ApiRequest request, Scope scope, Function<ApiCall, Object> work) {
    return write(request, caller -> caller.must(scope), work);
  }

  /**
   * @param rule throws where the caller may not; asked at repeats too
   */
  Reply write(ApiRequest request, Consumer<Caller> rule, Function<ApiCall, Object> work) {
    Caller caller = enter(request, rule);
    Optional<String> key = request.header("Idempotency-Key").filter(text -> !text.isEmpty());
    if (key.isEmpty()) {
      return reply(new ApiCall(caller, request, null), work);
    }
    if (request.path().length() > PATH_LONGEST) {
      throw new Refusal(ErrorCode.NOT_FOUND, "there is nothing under so long a path");
    }
    IdempotencyRows.Id id =
        new IdempotencyRows.Id(
            caller.merchant(), request.path(), checked(key.get()), hash(request));
    ApiCall call = new ApiCall(caller, request, id);
    return answers.once(id, () -> reply(call, work));
  }

  private Reply reply(ApiCall call, Function<ApiCall, Object> work) {
    return replies.ok(CallingActor.as(call.caller(), () -> work.apply(call)));
  }

  /** A good key is let in however many wrong ones its address sends: many may share an address. */
  private Caller proved(ApiRequest request) {
    try {
      limits.strangers().check(request.client());
    } catch (Refusal over) {
      if (!authentication.namesOneOfOurs(request)) {
        throw over;
      }
    }
    try {
      return authentication.authenticate(request);
    } catch (Refusal refusal) {
      if (refusal.code() == ErrorCode.UNAUTHORIZED) {
        limits.strangers().count(request.client());
      }
      throw refusal;
    }
  }

  private Caller enter(ApiRequest request, Consumer<Caller> rule) {
    Caller caller = proved(request);
    limits.requests().count(caller.credential());
    rule.accept(caller);
    return caller;
  }

  private static String checked(String key) {
    if (!key.matches("[!-~]{1,255}")) {
      throw Fields.bad("Idempotency-Key must be 1 to 255 visible ASCII characters");
    }
    return key;
  }

  private static String hash(ApiRequest request) {
    MessageDigest digest = Sha256.digest();
    digest.update(request.query().getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    return HexFormat.of().formatHex(digest.digest(request.body()));
  }
}
