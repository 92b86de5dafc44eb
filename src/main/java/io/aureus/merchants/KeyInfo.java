package io.aureus.merchants;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be shown of a key or token that stands.
 *
 * @param platform who uses it, e.g. {@code WOOCOMMERCE}; empty for a token
 * @param hint its last characters
 * @param lastUsedAt to about ten seconds; null where it was never used
 * @param revokedAt null where it is good; may lie ahead
 */
public record KeyInfo(
    long id,
    String platform,
    String hint,
    Set<Scope> scopes,
    Instant createdAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant revokedAt) {}
