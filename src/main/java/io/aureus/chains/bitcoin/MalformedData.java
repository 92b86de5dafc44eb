package io.aureus.chains.bitcoin;

/** Bytes that are no transaction or block; the words say where and why. */
public final class MalformedData extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  MalformedData(String words) {
    super(words);
  }
}
