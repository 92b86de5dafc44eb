package io.aureus.merchants;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of those who act for a merchant.
 *
 * @param secondFactor whether a password alone opens nothing
 * @param signedInAt the last time; null for never
 */
public record Colleague(
    long id, String email, Role role, boolean secondFactor, @Nullable Instant signedInAt) {}
