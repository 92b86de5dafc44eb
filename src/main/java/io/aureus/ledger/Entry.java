package io.aureus.ledger;

import java.util.List;

/**
 * A journal entry.
 *
 * @param reference the caller's own name for it, unique for ever, e.g. {@code seen:transfer:812}: a
 *     second posting of the same reference changes nothing
 * @param words what happened, for a person
 * @param about the id of the order whose story it belongs to; empty for none
 */
public record Entry(String reference, String words, List<Posting> postings, String about) {
  /** One that belongs to no order. */
  public Entry(String reference, String words, List<Posting> postings) {
    this(reference, words, postings, "");
  }
}
