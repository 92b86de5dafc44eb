package io.aureus.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be done to an order of a demo from its page. */
enum TrialKind {
  EXACT(
      "Pay exactly",
      "In some seconds the order becomes SUCCESS, and its callback is called: it shows on this page"
          + " and in ./aureus sink."),
  SHORT(
      "Pay 10 % too little",
      "The order goes on waiting for the rest; it becomes PARTIAL when its window ends."),
  OVER(
      "Pay 10 % too much",
      "The order becomes SUCCESS, and the surplus can be refunded on this page."),
  TWICE(
      "Pay twice",
      "The first payment makes the order SUCCESS; the second is kept as UNKNOWN, to be"
          + " refunded."),
  TOKEN(
      "Pay with COIN",
      "The wrong coin is kept as UNKNOWN, and the order goes on waiting for the right one."),
  LATE(
      "Pay too late",
      "The window ends now and the order becomes OVERDUE; what is paid then is kept as UNKNOWN, and"
          + " you may take it for the order."),
  REPLACE(
      "Pay, then take it back",
      "The payment is seen, and replaced by its sender before a block has it: the order waits"
          + " again."),
  EVICT(
      "Pay, then lose it",
      "The payment falls out of the mempool and comes again some seconds later: the order becomes"
          + " SUCCESS once."),
  AGAIN(
      "Pay once more",
      "Nothing is due for it: it is kept as UNKNOWN, for you to refund or to take for the order."),
  REORG(
      "Reorganise now",
      "The block with the payment is undone, and a later one has it again: nothing is booked or"
          + " called twice."),
  UNDO(
      "Undo for good",
      "The block with the payment is undone and the payment never comes again: a paid order shows"
          + " as reversed, and the journal gets a reversing entry."),
  DOWN(
      "Stop the node",
      "It answers nothing for 30 seconds. What is paid meanwhile is caught up: nothing is lost,"
          + " only late."),
  UP("Start the node", "It was stopped for a while; this brings it back at once.");

  private final String words;
  private final String hint;

  TrialKind(String words, String hint) {
    this.words = words;
    this.hint = hint;
  }

  /** On its button; {@code COIN} stands for the name of one. */
  String words() {
    return words;
  }

  String hint() {
    return hint;
  }

  /** As it stands in a form. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<TrialKind> of(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
  }
}
