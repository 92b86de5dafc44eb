package io.aureus.dashboard;

import java.util.List;

/**
 * How callbacks are signed and judged. Public because templates read it.
 *
 * @param fresh a new token and secret, shown this once; empty otherwise
 * @param needsCode whether the person has an authenticator app
 * @param setUp whether callbacks are signed
 * @param hint the token's last characters
 */
public record CallbacksPage(
    Shell shell,
    List<KeysPage.Fresh> fresh,
    boolean needsCode,
    boolean setUp,
    String hint,
    boolean anyTwoHundred,
    String alias,
    List<String> aliases) {}
