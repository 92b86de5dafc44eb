package io.aureus.dashboard;

/**
 * How the merchant's payment pages look. Public because templates read it.
 *
 * @param accent as typed or kept, e.g. {@code #0a6650}; empty for ours
 * @param bar likewise; empty for none
 * @param frames one site on each line
 * @param hasLogo whether a picture is kept
 * @param logo where it lies
 * @param embed the line for the shop's own page
 * @param sample the payment page of the last order; empty for none
 */
public record CheckoutLookPage(
    Shell shell,
    String accent,
    String bar,
    String frames,
    boolean hasLogo,
    String logo,
    String embed,
    String sample) {}
