package io.aureus.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.books.Books;
import io.aureus.keys.Signer;
import io.aureus.testing.JsonRpc;
import io.aureus.testing.SimulatedNode;
import io.aureus.wallets.Addresses;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Coins that move behind our back. That ordinary stories show no difference is in the journeys. */
class BooksAgainstChainTest {
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);
  private static final String STRANGER = "0x00000000000000000000000000000000005eed99";

  private Town town;
  private String hot;

  @BeforeEach
  void open() {
    town = new Town(id -> SimulatedNode.start(id, Clock.systemUTC()));
    town.mine(1);
    hot = town.gateway().bean(Signer.class).hotAddress("evm");
    town.node().pay(hot, ETHER.multiply(BigInteger.TWO));
    town.mineToDepth();
    town.mineOtherToDepth();
    PayoutStories.awaitTrue(
        () ->
            town.database()
                    .jdbc()
                    .sql("select count(*) from chain_cursor")
                    .query(Long.class)
                    .single()
                == 2);
    town.mustBalance();
  }

  @AfterEach
  void close() {
    town.close();
  }

  /** SHKeeper 36: transactions appeared, and the balance said nothing of them. */
  @Test
  void coinsThatLeaveTheHotAddressByAnotherHandShowAtTheBlockAndSoDoesTheirReturn()
      throws Exception {
    BigInteger twoEther = ETHER.multiply(BigInteger.TWO);
    behindOurBack(hot, "native", ETHER);
    PayoutStories.awaitTrue(() -> !compared("ETH").difference().isZero());
    Books.Compared told = compared("ETH");
    // And its gas.
    BigInteger lost = twoEther.subtract(told.held().units());
    assertThat(lost).isGreaterThan(ETHER).isLessThan(twoEther);
    assertThat(told.difference().units()).isEqualTo(lost.negate());
    assertThat(told.booked().units()).isEqualTo(twoEther);
    assertThat(told.since()).isNotNull();
    assertThat(get("Bearer " + Town.METRICS_TOKEN).body())
        .contains("aureus_books_difference{asset=\"ETH\",chain=\"ETH\"} -1.0")
        .containsPattern("aureus_books_difference\\{asset=\"BNB\",chain=\"BNB\"} 0[.0]*\n");
    // By a contract's inner call, which nobody watches the hot address for.
    town.node().payInside(Map.of(hot, lost));
    town.mine(1);
    awaitDifference("ETH", BigInteger.ZERO);
    assertThat(compared("ETH").since()).isNull();
    assertThat(differences("ETH")).containsExactly(lost.negate().toString(), "0");
  }

  @Test
  void whatLeavesAnOrdersAddressIsFoundInTurnAndFiguresAreForTheOperatorAlone() throws Exception {
    Story story = town.order("USDT-ERC20", "20");
    BigInteger due = story.due();
    story.pay(due);
    town.mineToDepth();
    story.awaitStatus("SUCCESS");
    town.mustBalance();
    behindOurBack(story.address(), town.contract("USDT-ERC20"), due);
    awaitDifference("USDT-ERC20", due.negate());
    assertThat(compared("ETH").difference().isZero()).isTrue();
    assertThat(get("Bearer wrong").statusCode()).isEqualTo(401);
    assertThat(get("").statusCode()).isEqualTo(401);
  }

  @Test
  void whatLeavesAnAddressOfNoOrderIsFoundToo() {
    String unused =
        town.gateway().bean(Addresses.class).known("evm", -1, 1000).stream()
            .filter(known -> known.orderId() == null)
            .map(Addresses.Known::address)
            .findFirst()
            .orElseThrow();
    BigInteger five = BigInteger.valueOf(5_000_000);
    town.node().payToken(town.contract("USDT-ERC20"), unused, five);
    town.mineToDepth();
    town.mustBalance();
    assertThat(compared("USDT-ERC20").held().units()).isEqualTo(five);
    behindOurBack(unused, town.contract("USDT-ERC20"), five);
    awaitDifference("USDT-ERC20", five.negate());
  }

  private void behindOurBack(String from, String asset, BigInteger units) {
    Map<String, String> payment =
        Map.of("from", from, "to", STRANGER, "units", units.toString(), "asset", asset);
    JsonRpc.call(town.node().url(), "sim_pay", payment);
    town.mine(1);
  }

  private Books.Compared compared(String asset) {
    return town.gateway().bean(Books.class).compared().stream()
        .filter(one -> one.asset().code().equals(asset))
        .findFirst()
        .orElseThrow();
  }

  private void awaitDifference(String asset, BigInteger units) {
    PayoutStories.awaitTrue(() -> compared(asset).difference().units().equals(units));
  }

  private List<String> differences(String asset) {
    return town.database()
        .jdbc()
        .sql("select units::text from book_difference where asset = ? order by id")
        .param(asset)
        .query(String.class)
        .list();
  }

  private HttpResponse<String> get(String authorization) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(town.gateway().url() + "/metrics"));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
