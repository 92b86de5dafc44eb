package io.aureus.keys;

/** Private keys of the {@code evm} account, opened for the moment of one signing. */
final class OpenedKeys implements AutoCloseable {
  private static final int RECEIVING = 0;
  private static final int OWN = 1;

  private final ExtendedKey account;

  OpenedKeys(ExtendedKey account) {
    this.account = account;
  }

  /**
   * @param hash 32 bytes
   * @return as {@link Curve#sign}
   */
  byte[] sign(Signer.Source source, byte[] hash) {
    ExtendedKey key =
        switch (source) {
          case Signer.Source.Hot() -> account.descend(OWN, 0);
          case Signer.Source.Receiving(long index) ->
              account.descend(RECEIVING, Math.toIntExact(index));
        };
    try {
      return key.sign(hash);
    } finally {
      key.wipe();
    }
  }

  @Override
  public void close() {
    account.wipe();
  }

  @Override
  public String toString() {
    return "OpenedKeys[hidden]";
  }
}
