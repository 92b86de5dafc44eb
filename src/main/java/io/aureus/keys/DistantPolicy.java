package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.Signer.Spend;
import io.aureus.money.Amount;
import io.aureus.money.Chain;
import java.math.BigInteger;
import java.util.List;

/** The policy of a signer in another process. It can be stopped from here, and not resumed. */
final class DistantPolicy implements SpendingPolicy {
  private final SignerLine line;

  DistantPolicy(SignerLine line) {
    this.line = line;
  }

  @Override
  public Rules rules() {
    return line.ask("rules", Rules.class);
  }

  @Override
  public boolean isBlocked(String address) {
    return line.ask("blocked", Boolean.class, "address", address);
  }

  @Override
  public Amount lastDay(Amount zero) {
    return line.ask("lastDay", Amount.class, "asset", zero.asset());
  }

  @Override
  public Amount feesOfDay(Amount zero) {
    return line.ask("feesOfDay", Amount.class, "asset", zero.asset());
  }

  @Override
  public String overFees(Chain chain, BigInteger units) {
    return line.ask("overFees", String.class, "chain", chain, "units", units);
  }

  @Override
  public List<Destination> list(String merchant) {
    return List.of(line.ask("list", Destination[].class, "merchant", merchant));
  }

  @Override
  public void add(String merchant, Chain chain, String address, String label, String actor) {
    throw new Refusal(
        ErrorCode.FORBIDDEN,
        "the list is kept by the signer, and lengthened on its machine alone, with"
            + " ./aureus signing allow %s:%s:%s --data and its data folder"
                .formatted(merchant, chain.code(), address));
  }

  @Override
  public void remove(String merchant, Chain chain, String address, String actor) {
    line.ask(
        "remove",
        String.class,
        "merchant",
        merchant,
        "chain",
        chain,
        "address",
        address,
        "actor",
        actor);
  }

  @Override
  public boolean isDistant() {
    return true;
  }

  @Override
  public void setKillSwitch(boolean stopped, String reason, String actor) {
    if (!stopped) {
      throw new Refusal(
          ErrorCode.FORBIDDEN,
          "signing can be stopped from here, and resumed at the signer only: restart it with"
              + " ./aureus signer --resume");
    }
    line.ask("stop", String.class, "reason", reason, "actor", actor);
  }

  @Override
  public void approve(Spend spend, String requester, String approver) {
    approveTold(spend, requester, approver);
  }

  @Override
  public void approveTold(Spend spend, String requester, String approver) {
    line.ask("approve", String.class, "spend", spend, "requester", requester, "approver", approver);
  }
}
