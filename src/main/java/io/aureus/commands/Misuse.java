package io.aureus.commands;

/** A command line that was not understood; the message says what would be. */
final class Misuse extends RuntimeException {
  Misuse(String words) {
    super(words, null, false, false);
  }
}
