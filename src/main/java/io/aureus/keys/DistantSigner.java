package io.aureus.keys;

import io.aureus.keys.SignerWire.TermsLine;
import io.aureus.money.Chain;

/** The signer in another process. */
final class DistantSigner implements Signer {
  private final SignerLine line;
  private final DistantSeeds seeds;

  DistantSigner(SignerLine line, DistantSeeds seeds) {
    this.line = line;
    this.seeds = seeds;
  }

  @Override
  public String hotAddress(String family) {
    return seeds.hotAddress(family);
  }

  @Override
  public Signed sign(Chain chain, Spend spend, Terms terms) {
    return line.ask(
        "sign", Signed.class, "chain", chain, "spend", spend, "terms", TermsLine.of(terms));
  }

  @Override
  public Signed signSweep(Chain chain, SponsoredSweep sweep, Terms terms) {
    return line.ask(
        "sweep", Signed.class, "chain", chain, "sweep", sweep, "terms", TermsLine.of(terms));
  }

  @Override
  public Signed signDeployment(Chain chain, String payout, Terms terms) {
    return line.ask(
        "deploy", Signed.class, "chain", chain, "payout", payout, "terms", TermsLine.of(terms));
  }

  @Override
  public Signed signCoins(Chain chain, CoinPayment payment) {
    return line.ask("coins", Signed.class, "chain", chain, "payment", payment);
  }

  @Override
  public Signed signChild(Chain chain, CoinChild child) {
    return line.ask("child", Signed.class, "chain", chain, "child", child);
  }

  @Override
  public void allow(Chain chain, Spend spend) {
    line.ask("allow", String.class, "chain", chain, "spend", spend);
  }

  @Override
  public Verdict judge(Spend spend) {
    return line.ask("judge", Verdict.class, "spend", spend);
  }

  @Override
  public Verdict consider(Spend spend) {
    return line.ask("consider", Verdict.class, "spend", spend);
  }
}
