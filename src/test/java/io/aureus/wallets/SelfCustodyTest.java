package io.aureus.wallets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.wallets.Receiving.Prepared;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Wallets that merchants bring: what is refused, and that no address is ever given twice. */
class SelfCustodyTest extends OwnWalletFixture {
  @Test
  void ordersGetFreshAddressesOfTheKeyAndEachIsWatched() {
    OwnWallet wallet = wallets.adopt(ANN, "evm", KEY, "person:1");
    assertThat(wallet.kind()).isEqualTo(OwnWallet.Kind.XPUB);
    assertThat(List.of(order("1"), order("2"), order("3"))).containsExactly(FIRST, SECOND, THIRD);
    assertThat(watched()).contains(FIRST, SECOND, THIRD);
    assertThat(receiving.ordersOf(List.of(FIRST, THIRD)))
        .isEqualTo(
            Map.of(
                FIRST, new Receiving.Owner("1", Custody.SELF),
                THIRD, new Receiving.Owner("3", Custody.SELF)));
    assertThat(wallets.of(ANN).getFirst().given()).isEqualTo(3);
    assertThat(wallets.of(BEN)).isEmpty();
  }

  @Test
  void whatNoOrderGotIsTakenNextAndNothingIsSkipped() {
    wallets.adopt(ANN, "evm", KEY, "person:1");
    receiving.giveBack(take(receiving, ANN, ETH));
    assertThat(order("1")).isEqualTo(FIRST);
    take(receiving, ANN, ETH); // and the node dies
    assertThat(order("2")).isEqualTo(THIRD);
    clock.advance(Duration.ofMinutes(6));
    assertThat(take(node(5), ANN, ETH).address()).isEqualTo(SECOND);
  }

  @Test
  void anAddressIsNeverGivenTwiceWhateverAProgramTries() {
    wallets.adopt(ANN, "evm", KEY, "person:1");
    Prepared prepared = take(receiving, ANN, ETH);
    assign(prepared, "1");
    assertThatThrownBy(() -> assign(prepared, "2")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> database.jdbc().sql("update own_address set order_id = '2'").update())
        .hasMessageContaining("given to order 1 already");
  }

  @Test
  void manyOrdersAtOnceOnTwoNodesGetDifferentAddresses() throws Exception {
    wallets.adopt(ANN, "evm", KEY, "person:1");
    List<Receiving> nodes = List.of(node(1000), node(1000));
    Set<String> taken = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<String>> tasks = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        Receiving node = nodes.get(i % 2);
        tasks.add(() -> take(node, ANN, ETH).address());
      }
      for (Future<String> one : threads.invokeAll(tasks)) {
        taken.add(one.get());
      }
    }
    assertThat(taken).hasSize(60);
    assertThat(wallets.of(ANN).getFirst().unpaid()).isEqualTo(60);
  }

  @Test
  void theGapIsToldAndAtItsMostOrdersAreRefusedUntilOneIsPaid() {
    wallets.adopt(ANN, "evm", KEY, "person:1");
    for (int i = 0; i < 5; i++) {
      order("" + i);
    }
    assertThatThrownBy(() -> take(receiving, ANN, ETH))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.UNAVAILABLE))
        .hasMessageContaining("5 addresses in a row");
    database.transactions().executeWithoutResult(status -> receiving.paid(List.of(THIRD)));
    assertThat(wallets.of(ANN).getFirst().unpaid()).isEqualTo(2);
    order("6");
    for (int i = 0; i < 20; i++) {
      int number = i;
      assign(take(node(1000), ANN, ETH), "more" + number);
    }
    assertThat(wallets.of(ANN).getFirst().warnings())
        .containsExactly(
            "23 addresses in a row are unpaid, number 3 to 25. A wallet program that stops looking"
                + " after 20 finds later payments only when it is told to look further",
            "the last 23 addresses are unpaid: at 1000 orders are refused");
  }

  @Test
  void aListIsGivenInItsOrderAndItsEndIsToldBeforeAndAtTheEnd() {
    OwnWallet wallet = wallets.adopt(ANN, "evm", SECOND + ", " + FIRST, "person:1");
    assertThat(wallet.left()).isEqualTo(2L);
    assertThat(wallet.warnings()).singleElement().asString().contains("2 addresses are left");
    assertThat(order("1")).isEqualTo(SECOND);
    assertThat(order("2")).isEqualTo(FIRST);
    assertThatThrownBy(() -> take(receiving, ANN, ETH))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.UNAVAILABLE))
        .hasMessageContaining("has none left");
    assertThat(wallets.adopt(ANN, "evm", THIRD, "person:1").id()).isEqualTo(wallet.id());
    assertThat(order("3")).isEqualTo(THIRD);
  }

  @Test
  void anAddressThatChangeWentToIsGivenToNoOrder() {
    OwnWallet wallet = wallets.adopt(ANN, "evm", FIRST, "person:1");
    database
        .jdbc()
        .sql(
            """
            insert into own_change (family, address, wallet, is_change, position, taken_for)
            values ('evm', ?, ?, false, 9, 'a payout')
            """)
        .params(SECOND, wallet.id())
        .update();
    List<String> more = List.of(SECOND, THIRD);
    assertThat(new OwnAddressRows(database.jdbc()).insert("evm", wallet.id(), 1, more))
        .isEqualTo(1);
  }

  @Test
  void badListsAreRefusedWithTheNumberOfWhatIsWrong() {
    refused(FIRST + " " + FIRST, "number 2", "twice");
    refused(FIRST + "\n0x123", "number 2", "no address");
    refused("0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266", "number 1", "checksum");
    refused("0x0000000000000000000000000000000000000000", "number 1", "nobody");
    String secret = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
    refused(FIRST + " " + secret, "number 2", "PRIVATE");
    refused("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "gateway itself", "wallet of your own");
    WalletStores.give(database, clock, THIRD, 7, "9");
    refused(THIRD, "gateway itself", "");
    refused(KEY, "gateway itself", "");
  }

  @Test
  void anotherMerchantsWalletIsRefusedAndOnesOwnGoesOnWhereItStopped() {
    wallets.adopt(ANN, "evm", KEY, "person:1");
    assertThat(order("1")).isEqualTo(FIRST);
    assertThatThrownBy(() -> wallets.adopt(BEN, "evm", KEY, "person:2"))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.CONFLICT));
    assertThatThrownBy(() -> wallets.propose(BEN, "evm", KEY)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> wallets.adopt(BEN, "evm", FIRST, "person:2"))
        .isInstanceOf(Refusal.class);
    assertThat(wallets.of(BEN)).isEmpty();
    wallets.stop(ANN, "evm");
    clock.advance(Duration.ofSeconds(3));
    assertThatThrownBy(() -> take(receiving, ANN, ETH)).hasMessageContaining("is prepared");
    wallets.adopt(ANN, "evm", KEY, "person:1");
    clock.advance(Duration.ofSeconds(3));
    assertThat(order("2")).isEqualTo(SECOND);
    assertThat(receiving.ordersOf(List.of(FIRST))).containsKey(FIRST);
  }

  @Test
  void aProposalShowsAddressesToCompareAndChangesNothing() {
    OwnWallet.Proposal proposal = wallets.propose(ANN, "evm", KEY);
    assertThat(proposal.firstAddresses()).startsWith(FIRST, SECOND, THIRD).hasSize(5);
    assertThat(wallets.of(ANN)).isEmpty();
    assertThat(wallets.isActive(ANN, "evm")).isFalse();
  }

  @Test
  void bitcoinComesToADescriptorOrAListWhichIsOneWalletInAllItsSpellings() {
    String zpub =
        "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf3"
            + "1mGDtKsAYz2oz2AGutZYs";
    String first = "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu";
    long wallet = wallets.adopt(ANN, "bitcoin", zpub, "person:1").id();
    assertThat(take(receiving, ANN, BTC).address()).isEqualTo(first);
    assertThat(take(receiving, ANN, BTC).address())
        .isEqualTo("bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g");
    assertThat(watched()).contains(first);
    OwnWallet again = wallets.adopt(ANN, "bitcoin", "wpkh(" + zpub + "/0/*)", "person:1");
    assertThat(again.id()).isEqualTo(wallet);
    assertThat(again.next()).isEqualTo(2);
    assertThat(again.export()).contains("wpkh(xpub").contains("\"range\": [0, 1]");
    assertThatThrownBy(() -> wallets.propose(BEN, "bitcoin", first.toUpperCase(Locale.ROOT)))
        .hasMessageContaining("is in a wallet here already");
    wallets.adopt(BEN, "bitcoin", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "person:2");
    clock.advance(Duration.ofSeconds(3)); // other nodes hear of it within seconds
    assertThat(take(receiving, BEN, BTC).address())
        .isEqualTo("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4");
    assertThatThrownBy(
            () -> wallets.propose(BEN, "bitcoin", "ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9"))
        .hasMessageContaining("number 1: it is an address of Litecoin");
  }

  private void refused(String typed, String words, String more) {
    assertThatThrownBy(() -> wallets.adopt(ANN, "evm", typed, "person:1"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(words)
        .hasMessageContaining(more);
    assertThat(wallets.of(ANN)).isEmpty();
  }
}
