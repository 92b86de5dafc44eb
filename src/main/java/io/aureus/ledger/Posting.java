package io.aureus.ledger;

import io.aureus.money.Amount;

/**
 * One side of an entry: a signed amount on one account.
 *
 * @param amount positive where the account grows; the postings of an entry sum to 0 per asset
 */
public record Posting(Account account, Amount amount) {}
