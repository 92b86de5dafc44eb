package io.aureus.chains.evm;

/** Names the sub-room's configuration to tests of the room above. */
public final class EvmSetupAccess {
  public static final Class<?> CONFIGURATION = EvmSetup.class;

  private EvmSetupAccess() {}
}
