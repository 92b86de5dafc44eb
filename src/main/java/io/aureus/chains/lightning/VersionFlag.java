package io.aureus.chains.lightning;

/**
 * What is known against the program that a node runs.
 *
 * @param reason what can happen
 * @param remedy what its operator does about it
 */
public record VersionFlag(Grade grade, String reason, String remedy) {
  /** How much it matters. */
  public enum Grade {
    /** Money can be lost. */
    DANGER,
    /** It may stop, or answer what is read wrongly. */
    WARNING,
    /** To be known, and no reason to change anything. */
    NOTE
  }
}
