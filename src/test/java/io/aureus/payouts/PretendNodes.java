package io.aureus.payouts;

import io.aureus.chains.CoinsNow;
import io.aureus.chains.Network;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the nodes of a chain say, of which they know as much as a test wants. */
final class PretendNodes implements Network, CoinsNow {
  final Set<Point> spent = new HashSet<>();
  final List<String> offers = new ArrayList<>();
  boolean isBehind;

  @Override
  public Answer offer(Chain chain, String signed) {
    offers.add(signed);
    return new Answer(Offer.TAKEN, Reason.NONE, "");
  }

  @Override
  public Standing standing(Chain chain, String txHash) {
    return new Standing.Unknown();
  }

  @Override
  public Look look(Asset asset, Signed ours) {
    return new Look(100, Set.of());
  }

  @Override
  public Set<Point> spent(Chain chain, List<Point> coins) {
    if (isBehind) {
      throw new Refusal(ErrorCode.UNAVAILABLE, "a block is still to be read");
    }
    Set<Point> found = new HashSet<>(coins);
    found.retainAll(spent);
    return found;
  }

  @Override
  public Optional<Block> blockOf(Chain chain, List<Point> outputs) {
    return Optional.empty();
  }
}
