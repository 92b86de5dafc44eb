package io.aureus.dashboard;

/**
 * How programs ask for payouts and are told of them. Public because templates read it.
 *
 * @param webhook empty for none
 * @param mayChange whether it is an owner who looks
 */
public record PayoutOptionsPage(
    Shell shell, boolean byKey, String webhook, boolean needsCode, boolean mayChange) {}
