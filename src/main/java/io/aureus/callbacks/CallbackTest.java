package io.aureus.callbacks;

import java.time.Instant;
import java.util.Map;

/**
 * What came of a test of the shop's callback handler.
 *
 * @param url as it was called, with the mark of a test
 * @param headers as they were sent
 * @param body that was sent; empty in the GET form
 * @param status HTTP; 0 where no answer came
 * @param excerpt the answer's beginning, at most 1,024 characters; where there was none, why
 * @param received whether a callback with this answer would count as received
 * @param verdict in plain words, with what to do about it
 */
public record CallbackTest(
    Instant at,
    String method,
    String url,
    Map<String, String> headers,
    String body,
    int status,
    long latencyMillis,
    String excerpt,
    boolean received,
    String verdict) {}
