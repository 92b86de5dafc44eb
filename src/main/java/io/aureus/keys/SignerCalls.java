package io.aureus.keys;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.Signer.CoinChild;
import io.aureus.keys.Signer.CoinPayment;
import io.aureus.keys.Signer.Spend;
import io.aureus.keys.Signer.SponsoredSweep;
import io.aureus.keys.Signer.Terms;
import io.aureus.keys.SignerWire.Ask;
import io.aureus.keys.SignerWire.TermsLine;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Catalogue;
import io.aureus.money.Chain;
import java.math.BigInteger;
import tools.jackson.databind.JsonNode;

/**
 * What a gateway may ask of a signer in another process. Chains and assets are the signer's own: a
 * gateway cannot make one up.
 */
final class SignerCalls {
  private final Signer signer;
  private final SpendingPolicy policy;
  private final Seeds seeds;
  private final Catalogue catalogue;

  SignerCalls(Signer signer, SpendingPolicy policy, Seeds seeds, Catalogue catalogue) {
    this.signer = signer;
    this.policy = policy;
    this.seeds = seeds;
    this.catalogue = catalogue;
  }

  /**
   * @throws Refusal as the method that is asked for
   */
  Object call(Ask ask) {
    JsonNode with = ask.with();
    return switch (ask.act()) {
      case "account" -> seeds.accountKey(text(with, "family"));
      case "judge" -> signer.judge(spend(with));
      case "consider" -> signer.consider(spend(with));
      case "sign" -> signer.sign(chain(with), spend(with), terms(with));
      case "sweep" -> signer.signSweep(chain(with), sweep(with), terms(with));
      case "deploy" -> signer.signDeployment(chain(with), text(with, "payout"), terms(with));
      case "coins" -> signer.signCoins(chain(with), payment(with));
      case "child" -> signer.signChild(chain(with), child(with));
      case "rules" -> policy.rules();
      case "lastDay" -> policy.lastDay(Amount.zero(asset(value(with, "asset", Asset.class))));
      case "feesOfDay" -> policy.feesOfDay(Amount.zero(asset(value(with, "asset", Asset.class))));
      case "overFees" -> policy.overFees(chain(with), value(with, "units", BigInteger.class));
      case "blocked" -> policy.isBlocked(text(with, "address"));
      case "list" -> policy.list(text(with, "merchant"));
      default -> change(ask.act(), with);
    };
  }

  private Object change(String act, JsonNode with) {
    switch (act) {
      // Never longer: who has a gateway could name his own address before the list binds anybody.
      case "remove" ->
          policy.remove(
              text(with, "merchant"), chain(with), text(with, "address"), text(with, "actor"));
      case "allow" -> signer.allow(chain(with), spend(with));
      case "stop" -> policy.setKillSwitch(true, text(with, "reason"), text(with, "actor"));
      case "approve" ->
          policy.approveTold(spend(with), text(with, "requester"), text(with, "approver"));
      default ->
          throw new Refusal(ErrorCode.NOT_FOUND, "the signer does not know the request " + act);
    }
    return "done";
  }

  private CoinPayment payment(JsonNode with) {
    CoinPayment told = value(with, "payment", CoinPayment.class);
    return new CoinPayment(
        told.spends().stream().map(this::ours).toList(),
        told.coins(),
        told.changeIndex(),
        told.changeUnits());
  }

  private CoinChild child(JsonNode with) {
    CoinChild told = value(with, "child", CoinChild.class);
    return new CoinChild(
        told.payout(), asset(told.asset()), told.parent(), told.index(), told.units());
  }

  private Spend spend(JsonNode with) {
    return ours(value(with, "spend", Spend.class));
  }

  private Spend ours(Spend told) {
    return new Spend(
        told.payout(),
        told.purpose(),
        told.merchant(),
        asset(told.asset()),
        told.units(),
        told.destination(),
        told.destinationIndex());
  }

  private SponsoredSweep sweep(JsonNode with) {
    SponsoredSweep told = value(with, "sweep", SponsoredSweep.class);
    return new SponsoredSweep(
        told.payout(), asset(told.asset()), told.sweeper(), told.authorizations());
  }

  private static Terms terms(JsonNode with) {
    return value(with, "terms", TermsLine.class).terms();
  }

  private Chain chain(JsonNode with) {
    Chain told = value(with, "chain", Chain.class);
    return catalogue
        .chain(told.code())
        .filter(ours -> isSame(ours, told))
        .orElseThrow(() -> another("chain " + told.code()));
  }

  private Asset asset(Asset told) {
    return catalogue
        .asset(told.code())
        .filter(ours -> ours.contract().equalsIgnoreCase(told.contract()))
        .filter(ours -> isSame(ours.chain(), told.chain()))
        .orElseThrow(() -> another("asset " + told.code()));
  }

  private static boolean isSame(Chain ours, Chain told) {
    return ours.networkId() == told.networkId() && ours.network().equals(told.network());
  }

  private static Refusal another(String what) {
    return new Refusal(
        ErrorCode.UNAVAILABLE,
        "the signer knows another "
            + what
            + " or none: its settings aureus.chains must be those of"
            + " the gateway");
  }

  private static String text(JsonNode with, String name) {
    return value(with, name, String.class);
  }

  private static <T> T value(JsonNode with, String name, Class<T> type) {
    JsonNode node = with.path(name);
    if (node.isMissingNode() || node.isNull()) {
      throw new Refusal(ErrorCode.BAD_REQUEST, "the request to the signer lacks " + name);
    }
    return SignerWire.JSON.treeToValue(node, type);
  }
}
