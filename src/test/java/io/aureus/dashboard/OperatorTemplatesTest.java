package io.aureus.dashboard;

import static io.aureus.dashboard.Rendered.render;
import static io.aureus.dashboard.Rendered.shell;

import io.aureus.testing.HostileTexts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What merchants, payers and nodes said is shown to the operator as text and nothing else. */
class OperatorTemplatesTest {
  @Test
  void showsAHostileTextAsTextAmongCoins() {
    HostileTexts.assertHarmless(
        text -> {
          var word = new UnspentPage.Word(text, "", false);
          var link = new UnspentPage.Word(text, "/x", true);
          var address = new UnspentPage.Address(text, text, text, text);
          var coin =
              new UnspentPage.Coin(
                  1,
                  text,
                  text,
                  text,
                  text,
                  text,
                  text,
                  address,
                  link,
                  List.of(word, link),
                  text,
                  false);
          return render(
              "unspent",
              new UnspentPage(
                  shell(text),
                  "/x",
                  true,
                  true,
                  true,
                  new UnspentPage.Filter(text, text, text, text),
                  new UnspentPage.Choices(
                      List.of(text), List.of(new UnspentPage.Choice(text, text))),
                  "?x=1",
                  List.of(new UnspentPage.Sum(text, text, text, text, text, text, text)),
                  List.of(coin),
                  "/x",
                  "/x"));
        });
  }

  @Test
  void showsAHostileTextAsTextToTheOperator() {
    HostileTexts.assertHarmless(
        text ->
            render(
                "policy",
                new PolicyPage(
                    shell(text),
                    List.of(new PolicyPage.Rule(text, text, text)),
                    List.of(new PolicyPage.Cap(text, text, text, text, text)),
                    text,
                    true)));
    HostileTexts.assertHarmless(
        text ->
            render(
                "audit",
                new AuditPage(
                    shell(text),
                    List.of(new AuditPage.Entry(text, text, text, text, text, text)),
                    5,
                    text)));
  }

  @Test
  void showsAHostileTextAsTextOfAPayoutInDoubt() {
    HostileTexts.assertHarmless(
        text -> {
          var row = new DoubtsPage.Row(text, text, text, text, text, text);
          return render("doubts", new DoubtsPage(shell(text), List.of(row)))
              + render(
                  "doubt",
                  new DoubtPage(
                      shell(text),
                      text,
                      text,
                      text,
                      text,
                      text,
                      List.of(new OrderPage.Fact(text, text)),
                      List.of(new DoubtPage.Transfer(text, text, text)),
                      List.of(new OrderPage.StoryLine(text, text, text)),
                      true,
                      true,
                      false,
                      true));
        });
  }

  @Test
  void showsAHostileTextAsTextOfANodeOfLightning() {
    HostileTexts.assertHarmless(
        text -> {
          var facts = List.of(new OrderPage.Fact(text, text));
          var told = new LightningPage.Told("warn", text, text);
          return render(
              "lightning",
              new LightningPage(
                  shell(text),
                  new LightningPage.State(false, text, text),
                  new LightningPage.Desk(List.of(told), text, facts, facts, facts),
                  List.of(
                      new LightningPage.Row(
                          text, false, text, text, "", text, text, text, text, text)),
                  "/x",
                  "/x",
                  List.of(
                      new LightningPage.Payment(
                          text, "", text, text, "", text, text, text, text, text)),
                  List.of(new LightningPage.Unknown(text, text, text))));
        });
  }

  @Test
  void showsAHostileTextAsTextOfAnOwnPayout() {
    HostileTexts.assertHarmless(
        text -> {
          var choice = new OwnPayoutsPage.Choice(text, List.of(text));
          var row = new OwnPayoutsPage.Row(text, text, text, text, text, text, text, text, text);
          return render(
                  "ownpayouts",
                  new OwnPayoutsPage(
                      shell(text),
                      choice,
                      choice,
                      List.of(row),
                      List.of(text),
                      List.of(text),
                      1,
                      1,
                      1,
                      "/x",
                      "/x"))
              + render(
                  "ownpayout",
                  new OwnPayoutPage(
                      shell(text),
                      text,
                      text,
                      text,
                      text,
                      text,
                      List.of(new OrderPage.Fact(text, text)),
                      List.of(new OwnPayoutPage.Lot(text, text)),
                      List.of(new OrderPage.StoryLine(text, text, text)),
                      true));
        });
  }
}
