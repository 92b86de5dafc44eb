package io.aureus.chains.lightning;

import io.aureus.chains.nodes.NodeFailure;
import java.util.List;

/**
 * What a node was paid, by the node's own record: nothing is lost over a restart of ours or of the
 * node's, however long it takes.
 */
public interface Settlements {
  /** Where reading begins with nothing read yet. */
  String START = "";

  /**
   * A part of the record, oldest first.
   *
   * @param next to go on from; another node, or one that lost its record, does not know it and
   *     tells all that it has
   * @param isLast whether the node told that there was no more when it was asked; a node that is
   *     silent did not
   */
  record Page(List<SettledInvoice> invoices, String next, boolean isLast) {}

  /**
   * What was settled after a place of the record. One may be told again; none is ever left out. It
   * may wait a while for the next one where there is none, so that it is told at once.
   *
   * @param after {@link #START}, or what an earlier page told as its next, whatever node did
   * @throws NodeFailure also where it does not answer in time: that nothing was settled is never
   *     concluded from silence
   */
  Page after(String after) throws NodeFailure;
}
