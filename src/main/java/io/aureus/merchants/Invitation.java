package io.aureus.merchants;

import java.time.Instant;

/**
 * Somebody is asked to act for a merchant.
 *
 * @param email whom it is for
 * @param role what that person may do then
 * @param until when it ends
 */
public record Invitation(long id, MerchantId merchant, String email, Role role, Instant until) {}
