package io.aureus.chains.lightning.nodes;

import io.aureus.chains.lightning.LightningNode;
import java.util.Locale;

/** The programs of Lightning's nodes that are known here. */
public enum LightningNodes {
  /** LND by REST. */
  LND {
    @Override
    public LightningNode at(NodeAccess access) {
      return new LndNode(access);
    }
  },
  /** Core Lightning by clnrest. */
  CORE_LIGHTNING {
    @Override
    public LightningNode at(NodeAccess access) {
      return new ClnNode(access);
    }
  },
  /** phoenixd over HTTP. */
  PHOENIXD {
    @Override
    public LightningNode at(NodeAccess access) {
      return new PhoenixdNode(access);
    }
  },
  /** An Electrum daemon by JSON-RPC. */
  ELECTRUM {
    @Override
    public LightningNode at(NodeAccess access) {
      return new ElectrumNode(access);
    }
  };

  /** By the name that the settings have for it, e.g. {@code core-lightning}. */
  static LightningNodes of(String program) {
    return valueOf(program.replace('-', '_').toUpperCase(Locale.ROOT));
  }

  /** A node of this program; nothing is asked of it yet. */
  public abstract LightningNode at(NodeAccess access);
}
