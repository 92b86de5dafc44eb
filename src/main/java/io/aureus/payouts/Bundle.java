package io.aureus.payouts;

/**
 * A transaction of coins that pays one payout or more.
 *
 * @param change of its first bytes; 0 for none
 * @param fee of its first bytes
 * @param weight of its first bytes at most
 */
record Bundle(long id, long change, long fee, long weight) {}
