package io.aureus.keys;

import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The master key, opened before anything else was started. It is never printed. */
public final class OpenedKey {
  /** How a master key is kept. */
  public enum Form {
    /** A setting holds it. */
    SETTING,
    /** A file that whoever reads it can use. */
    PLAIN_FILE,
    /** A file that a passphrase opens. */
    SEALED_FILE
  }

  private final byte[] bytes;
  private final String where;
  private final Form form;

  /**
   * @param bytes 32 of them
   * @param where it came from, in words
   */
  OpenedKey(byte[] bytes, String where, Form form) {
    this.bytes = bytes.clone();
    this.where = where;
    this.form = form;
  }

  /** 32 bytes: a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * Whether this key sealed what is in a database; true also where nothing was sealed yet.
   *
   * @param jdbc with our tables
   */
  public boolean opens(JdbcClient jdbc, RandomGenerator random) {
    return OpenedBox.isOf(new KeyRows(jdbc), new AesGcmBox(bytes, random));
  }

  /** Where it came from, in words. */
  public String where() {
    return where;
  }

  /** How it is kept. */
  public Form form() {
    return form;
  }
}
