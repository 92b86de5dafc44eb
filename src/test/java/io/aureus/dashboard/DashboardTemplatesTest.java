package io.aureus.dashboard;

import static io.aureus.dashboard.Rendered.render;
import static io.aureus.dashboard.Rendered.shell;

import io.aureus.orders.OrderTrials;
import io.aureus.testing.HostileTexts;
import io.aureus.web.QrPicture;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every text of the merchant's pages, filled with what an attacker would store. */
class DashboardTemplatesTest {
  @Test
  void showsAHostileTextAsTextInAnOrdersStory() {
    HostileTexts.assertHarmless(
        text -> {
          var attempt = new OrderPage.AttemptLine(1, text, text, text, text);
          var delivery = new OrderPage.DeliveryLine(text, text, text, text, text, List.of(attempt));
          return render(
              "order",
              new OrderPage(
                  shell(text),
                  text,
                  text,
                  text,
                  true,
                  List.of(new OrderPage.Fact(text, text)),
                  List.of(
                      new OrderPage.QuoteLine(
                          1, text, text, text, text, text, text, text, text, text)),
                  List.of(
                      new OrderPage.PaymentLine(
                          text, text, text, text, text, "/x", false, text, text, text, true),
                      new OrderPage.PaymentLine(
                          text, text, text, text, text, "", true, text, text, text, true)),
                  List.of(new OrderPage.StoryLine(text, text, text)),
                  List.of(delivery),
                  List.of(
                      new OrderPage.JournalLine(
                          text, text, "/x", List.of(new OrderPage.PostingLine(text, text)), false)),
                  true,
                  true,
                  refund(text),
                  Optional.of(
                      new OrderTrials.Panel(
                          List.of(new OrderTrials.Trial(text, text, text)),
                          List.of(new OrderTrials.Line(text, text)),
                          true))));
        });
  }

  private static RefundView refund(String text) {
    return new RefundView(
        List.of(new RefundView.Choice(text, text, true, false)),
        text,
        new RefundView.Form(text, text, text, text, text, text),
        new RefundView.Proposal(text, text, text, text, text, text, text, true),
        text,
        text,
        List.of(new RefundView.Line(text, text, text, text, text, text, text, text, text)));
  }

  @Test
  void showsAHostileTextAsTextAmongTheKeys() {
    HostileTexts.assertHarmless(
        text -> {
          var line = new KeysPage.KeyLine(text, text, text, text, true, text, text, text);
          var good = new KeysPage.KeyLine(text, text, text, text, true, text, text, "");
          return render(
              "keys",
              new KeysPage(
                  shell(text),
                  List.of(new KeysPage.Fresh(text, text, text)),
                  List.of(line, good),
                  List.of(line, good),
                  List.of(text),
                  List.of(new KeysPage.ScopeChoice(text, text, true)),
                  List.of(new KeysPage.ScopeChoice(text, text, false)),
                  true,
                  text,
                  true,
                  text,
                  text));
        });
  }

  @Test
  void showsAHostileTextAsTextAmongTheConfirmations() {
    HostileTexts.assertHarmless(
        text -> {
          var band = new DepthsPage.Band(text, text, text, text, true);
          var scope = new DepthsPage.Scope(text, text, text, text, List.of(band));
          List<String> texts = List.of(text);
          var typed = new DepthsPage.Typed(text, text, text, text);
          return render(
              "depths",
              new DepthsPage(
                  shell(text), List.of(scope), texts, texts, text, text, text, true, typed));
        });
  }

  @Test
  void showsAHostileTextAsTextOnTheOtherPages() {
    HostileTexts.assertHarmless(
        text ->
            render(
                "coins",
                new CoinsPage(
                    shell(text), List.of(new CoinsPage.Coin(text, text, text, text, true)))));
    HostileTexts.assertHarmless(
        text -> {
          var left = new SweepsPage.Left(text, text, text, text);
          var coin = new SweepsPage.Coin(text, text, text, text, text, text, "", List.of(left));
          return render("sweeps", new SweepsPage(shell(text), List.of(coin)));
        });
    HostileTexts.assertHarmless(
        text ->
            render(
                "system",
                new SystemPage(
                    shell(text),
                    List.of(new SystemPage.ChainLine(text, text, text, text, text, true)),
                    List.of(new SystemPage.NodeLine(text, text, false, text, text)),
                    List.of(new SystemPage.RateLine(text, text, text, text)),
                    List.of(new SystemPage.SourceLine(text, false, text, text)),
                    List.of(
                        new SystemPage.BookLine(text, text, text, text, text, text, text, false)),
                    List.of(text),
                    false,
                    true)));
  }

  @Test
  void showsAHostileTextAsTextBeforeSignIn() {
    for (String page : List.of("signin", "setup")) {
      HostileTexts.assertHarmless(
          text ->
              render(
                  page,
                  new DoorPage(new Shell.Csrf(text, text), text, text, text, text, text, text)));
    }
  }

  @Test
  void showsAHostileTextAsTextAroundMoney() {
    HostileTexts.assertHarmless(
        text ->
            render(
                "wallets",
                new WalletsPage(
                    shell(text),
                    text,
                    List.of(text),
                    List.of(new WalletsPage.Line(text, text, text, text, text, text, text, true)),
                    List.of(text),
                    List.of(new WalletsPage.Entry(text, text, List.of(text), "/x")),
                    "/x")));
    HostileTexts.assertHarmless(text -> render("withdraw", withdraw(text, null)));
    HostileTexts.assertHarmless(
        text ->
            render(
                "withdraw",
                withdraw(
                    text,
                    new WithdrawPage.Preview(text, text, text, text, text, text, text, text))));
    HostileTexts.assertHarmless(
        text ->
            render("payoutoptions", new PayoutOptionsPage(shell(text), true, text, true, true)));
    HostileTexts.assertHarmless(
        text ->
            render(
                "security",
                new SecurityPage(
                    shell(text),
                    false,
                    1,
                    List.of(text),
                    new SecurityPage.Offer(text, text, "/x", QrPicture.of(text)),
                    List.of(new OpenSession(text, text, text, text, text, false)))));
  }

  @Test
  void showsAHostileTextAsTextAmongPayouts() {
    HostileTexts.assertHarmless(
        text -> {
          var row = new PayoutsPage.Row(text, text, text, text, text, text, text, text);
          List<String> texts = List.of(text);
          return render(
                  "payouts",
                  new PayoutsPage(
                      shell(text), text, text, texts, texts, List.of(row), 1, 1, 1, 1, text, text))
              + render("approvals", new ApprovalsPage(shell(text), List.of(row), 50, 2, 3));
        });
    hostilePayout(true);
    hostilePayout(false);
  }

  private static void hostilePayout(boolean isCoins) {
    HostileTexts.assertHarmless(
        text -> {
          var attempt = new OrderPage.AttemptLine(1, text, text, text, text);
          return render(
              "payout",
              new PayoutPage(
                  shell(text),
                  text,
                  text,
                  text,
                  text,
                  text,
                  text,
                  List.of(new OrderPage.Fact(text, text)),
                  text,
                  List.of(new OrderPage.StoryLine(text, text, text)),
                  List.of(
                      new OrderPage.DeliveryLine(text, text, text, text, text, List.of(attempt))),
                  new PayoutPage.ToSign(
                      "/x",
                      QrPicture.of(text),
                      List.of(new KeysPage.Fresh(text, text, text)),
                      text,
                      isCoins,
                      false),
                  true,
                  true,
                  true,
                  true));
        });
  }

  @Test
  void showsAHostileTextAsTextAboutOnesOwnWallet() {
    HostileTexts.assertHarmless(
        text ->
            render(
                    "selfcustody",
                    selfCustody(
                        text,
                        new SelfCustodyPage.Offer(
                            family(text), text, text, 7, List.of(text), text, text)))
                + render("selfcustody", selfCustody(text, null)));
  }

  private static SelfCustodyPage selfCustody(String text, SelfCustodyPage.@Nullable Offer offer) {
    return new SelfCustodyPage(
        shell(text),
        List.of(family(text), family(text)),
        List.of(new SelfCustodyPage.Wallet(text, family(text), true, text, List.of(text), text)),
        List.of(new SelfCustodyPage.Coin(text, text, text, text, text, true)),
        offer,
        true,
        true);
  }

  private static SelfCustodyPage.Family family(String text) {
    return new SelfCustodyPage.Family(text, text);
  }

  private static WithdrawPage withdraw(String text, WithdrawPage.@Nullable Preview preview) {
    return new WithdrawPage(
        shell(text),
        List.of(new WithdrawPage.Choice(text, text, true, true)),
        true,
        new WithdrawPage.Typed(text, text, text, text, text, text),
        preview,
        text,
        true);
  }

  @Test
  void showsAHostileTextAsTextBesideTheLightningAddress() {
    for (boolean isOn : List.of(true, false)) {
      HostileTexts.assertHarmless(
          text ->
              render(
                  "lightningaddress",
                  new LightningAddressPage(
                      shell(text), text, text, isOn, true, text, text, QrPicture.of("LNURL1"))));
    }
  }
}
