package io.aureus.orders;

import java.util.Optional;

/**
 * An order that is committed.
 *
 * @param token a fresh checkout token of 43 URL-safe characters, where one was asked for; this is
 *     the only time that it is known
 */
public record OpenedOrder(Order order, Optional<String> token) {}
