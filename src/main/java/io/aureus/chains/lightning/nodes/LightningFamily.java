package io.aureus.chains.lightning.nodes;

import io.aureus.chains.ChainFamily;
import io.aureus.chains.ChainJournal;
import io.aureus.chains.Holdings;
import io.aureus.chains.Network;
import io.aureus.chains.lightning.LightningAccess;
import io.aureus.chains.lightning.LightningNode;
import io.aureus.chains.nodes.NodeFailure;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.jobs.Job;
import io.aureus.money.Asset;
import java.math.BigInteger;
import java.util.List;

/** Lightning as a chain: its settlements are recorded as transfers to payment hashes. */
final class LightningFamily implements ChainFamily {
  /** What a settled invoice is called among the facts of a chain: no depth makes it more final. */
  static final int FINAL_AT_ONCE = 1;

  static final int KEPT = 512;

  private final LightningAccess access;
  private final UnknownRows unknown;
  private final ChainJournal.Parts parts;

  LightningFamily(LightningAccess access, UnknownRows unknown, ChainJournal.Parts parts) {
    this.access = access;
    this.unknown = unknown;
    this.parts = parts;
  }

  @Override
  public String name() {
    return "lightning";
  }

  @Override
  public Job observer(Observed observed) {
    ChainJournal journal =
        new ChainJournal(
            observed.chain().code(), new ChainJournal.Depths(FINAL_AT_ONCE, KEPT), parts);
    String asset =
        observed.assets().stream()
            .filter(Asset::isNative)
            .map(Asset::code)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(name() + " lists no coin"));
    return new SettlementObserver(
        new SettlementObserver.Whose(observed.chain().code(), name(), true),
        asset,
        new NotingNode(observed.chain(), access.node(observed.chain()), unknown),
        journal,
        parts.clock());
  }

  /** No address holds anything by itself: what is asked about is the whole node. */
  @Override
  public Holdings holdings(Observed observed) {
    LightningNode node = access.node(observed.chain());
    return new Holdings() {
      @Override
      public BigInteger held(Asset asset, List<String> addresses, long block) {
        try {
          return BigInteger.valueOf(node.funds().local());
        } catch (NodeFailure e) {
          throw new Refusal(ErrorCode.UNAVAILABLE, node.label() + " " + e.words());
        }
      }

      @Override
      public List<BigInteger> each(Asset asset, List<String> addresses, long block) {
        throw new IllegalStateException("no address of " + name() + " holds anything by itself");
      }
    };
  }

  @Override
  public Network network(Observed observed) {
    throw new IllegalStateException("nothing is signed for " + name() + " here");
  }
}
