package io.aureus.payouts;

import java.util.List;

/**
 * What bytes of a bundle are made of.
 *
 * @param bundle with the figures of these bytes
 * @param coins that they spend, in their order
 */
record BundleTerms(Bundle bundle, List<OwnCoin> coins) {}
