package io.aureus.dashboard;

/**
 * Where somebody who was invited comes in. Public because templates read it.
 *
 * @param shop whom the person will act for
 * @param role what the person may do then
 * @param known whether there is an account of that address, whose password is asked for
 */
public record InvitationPage(
    Shell.Csrf csrf, String shop, String email, String role, boolean known, String trouble) {}
