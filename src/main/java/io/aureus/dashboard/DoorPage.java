package io.aureus.dashboard;

/**
 * The pages before sign-in. Public because templates read it.
 *
 * @param email as typed before
 * @param shop as typed before
 * @param next where to go after sign-in, one of our own names; empty for the start
 * @param platform kept for the page after
 */
public record DoorPage(
    Shell.Csrf csrf,
    String email,
    String shop,
    String next,
    String platform,
    String told,
    String trouble) {}
