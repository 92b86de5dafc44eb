package io.aureus.keys;

import java.nio.file.Path;

/** Opens this process's signer to a gateway in another process. */
public interface SignerPort {
  /**
   * Listens on a Unix domain socket that its owner alone may use.
   *
   * @param socket its path; what a dead signer left there is replaced
   * @return closes it
   * @throws IllegalStateException in words for the operator, where it cannot be opened
   */
  AutoCloseable open(Path socket);
}
