package io.aureus.payouts;

import java.math.BigInteger;

/**
 * Coins that lie on an order's address, by what came in and what was swept.
 *
 * @param source its derivation index, as it is written down
 * @param tries how often it was tried in vain to sweep them
 */
record Lying(String address, String source, BigInteger units, int tries) {}
