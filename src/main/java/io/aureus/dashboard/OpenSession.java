package io.aureus.dashboard;

/**
 * One of the places where a person is signed in. Public because templates read it.
 *
 * @param name what forms call it by; from it nobody learns the id that opens the session
 * @param since when it was begun, in words
 * @param seen when it was last used, in words
 * @param address that it was begun from; empty where that is not known
 * @param program in words, e.g. {@code Firefox on Linux}
 * @param current whether it is the one that asks
 */
public record OpenSession(
    String name, String since, String seen, String address, String program, boolean current) {}
