package io.aureus.chains.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.chains.nodes.NodeFailure;
import io.aureus.chains.nodes.NodeFailure.Kind;
import io.aureus.money.Chain;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Headers that a stranger tells. */
class HeaderChainTest {
  private static final long EASY = 0x207f_ffffL;
  private static final String GENESIS =
      "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27a"
          + "c72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c";
  private static final String LITECOIN_GENESIS =
      "010000000000000000000000000000000000000000000000000000000000000000000000d9ced4ed1130f7b7fa"
          + "ad9be25323ffafa33232a17c3edf6cfd97bee6bafbdd97b9aa8e4ef0ff0f1ecd513f7c";

  private List<byte[]> told = new ArrayList<>();
  private final HeaderChain chain =
      new HeaderChain(new WorkRules(chain("BTC", "bitcoin", "regtest")), this::fetch);

  private static Chain chain(String code, String family, String network) {
    return new Chain(code, code, family, network, 0, 3);
  }

  private byte[] fetch(long from, int count) {
    ByteBuffer all = ByteBuffer.allocate(count * CoinHeader.SIZE);
    told.subList((int) from, (int) Math.min(told.size(), from + count)).forEach(all::put);
    byte[] exact = new byte[all.position()];
    all.flip().get(exact);
    return exact;
  }

  /** A header with the work that it says. */
  private static byte[] mined(byte[] parent, int mark, long bits) {
    for (int nonce = 0; ; nonce++) {
      ByteBuffer header = ByteBuffer.allocate(CoinHeader.SIZE).order(ByteOrder.LITTLE_ENDIAN);
      header.putInt(1);
      header.put(
          parent.length == 0 ? new byte[32] : Digests.hashed(CoinHeader.parse(parent).hash()));
      header.putInt(mark).put(new byte[28]).putInt(1_700_000_000).putInt((int) bits).putInt(nonce);
      byte[] bytes = header.array();
      byte first = Digests.hashed(CoinHeader.parse(bytes).hash())[31];
      if ((first & 0x80) == 0) {
        return bytes;
      }
    }
  }

  private static List<byte[]> on(List<byte[]> below, int count, int mark) {
    List<byte[]> all = new ArrayList<>(below);
    for (int i = 0; i < count; i++) {
      all.add(mined(all.isEmpty() ? new byte[0] : all.getLast(), mark, EASY));
    }
    return all;
  }

  private void follow() throws NodeFailure {
    chain.follow(told.size() - 1L, told.getLast());
  }

  @Test
  void aChainIsFollowedIntoReorganisationsOfAnyDepthAndBack() throws NodeFailure {
    told = on(List.of(), 60, 1);
    follow();
    List<byte[]> first = told;
    for (int depth : List.of(1, 2, 30, 59)) {
      told = on(first.subList(0, 60 - depth), depth + 1, 100 + depth);
      follow();
      assertThat(chain.tip().number()).isEqualTo(60);
      for (int i = 0; i <= 60; i++) {
        assertThat(chain.header(i)).isEqualTo(CoinHeader.parse(told.get(i)));
      }
    }
    told = first.subList(0, 40);
    follow();
    assertThat(chain.tip().hash()).isEqualTo(CoinHeader.parse(first.get(39)).hash());
  }

  @Test
  void whatIsBelowIsFetchedWhenItIsAskedForAndMustLeadUp() throws NodeFailure {
    told = on(List.of(), 4_200, 1);
    follow();
    assertThat(chain.header(0)).isEqualTo(CoinHeader.parse(told.getFirst()));
    HeaderChain other =
        new HeaderChain(new WorkRules(chain("BTC", "bitcoin", "regtest")), this::fetch);
    other.follow(told.size() - 1L, told.getLast());
    told = new ArrayList<>(told);
    told.set(100, mined(told.get(99), 7, EASY));
    assertThatThrownBy(() -> other.header(50)).hasMessageContaining("does not lead up");
  }

  @Test
  void aGapALooseEndAndTooLittleWorkAreRefusedAndChangeNothing() throws NodeFailure {
    told = on(List.of(), 20, 1);
    follow();
    List<byte[]> good = told;
    told = new ArrayList<>(good);
    told.addAll(on(List.of(), 3, 9));
    assertThatThrownBy(this::follow).isInstanceOf(NodeFailure.class);
    told = new ArrayList<>(good);
    byte[] lazy = good.getLast().clone();
    lazy[72] = 1;
    told.add(lazy);
    assertThatThrownBy(this::follow).isInstanceOf(NodeFailure.class);
    assertThat(chain.tip().number()).isEqualTo(19);
    assertThatThrownBy(() -> chain.follow(Long.MAX_VALUE, good.getLast()))
        .hasMessageContaining("is none");
    assertThatThrownBy(() -> chain.follow(5_000, good.getLast()))
        .isInstanceOfSatisfying(
            NodeFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.MALFORMED));
  }

  private static void check(WorkRules rules, String hex) {
    byte[] bytes = Digests.bytes(hex);
    rules.check(1, CoinHeader.parse(bytes), bytes, number -> null);
  }

  @Test
  void onAMainNetworkNobodyMakesAChainAtTheDifficultyOfItsFirstYears() {
    assertThatThrownBy(() -> check(new WorkRules(chain("BTC", "bitcoin", "mainnet")), GENESIS))
        .hasMessageContaining("too little work");
    assertThatThrownBy(
            () -> check(new WorkRules(chain("LTC", "litecoin", "mainnet")), LITECOIN_GENESIS))
        .hasMessageContaining("too little work");
  }

  @Test
  void theWorkIsCountedAsEachChainCountsIt() {
    WorkRules bitcoin = new WorkRules(chain("BTC", "bitcoin", "testnet"));
    WorkRules litecoin = new WorkRules(chain("LTC", "litecoin", "testnet"));
    check(bitcoin, GENESIS);
    check(litecoin, LITECOIN_GENESIS);
    assertThatThrownBy(() -> check(bitcoin, GENESIS.replace("1dac2b7c", "1dac2b7d")))
        .hasMessageContaining("does not show the work");
    assertThatThrownBy(() -> check(litecoin, LITECOIN_GENESIS.replace("cd513f7c", "cd513f7d")))
        .hasMessageContaining("does not show the work");
  }

  /** Blocks 32256 and 68544 of Bitcoin, and a period that took too long. */
  @Test
  void theDifficultyTurnsAsNodesTurnIt() {
    assertThat(turned(0x1d00_ffffL, 1_261_130_161L, 1_262_152_739L)).isEqualTo(0x1d00_d86aL);
    assertThat(turned(0x1c05_a3f4L, 1_279_008_237L, 1_279_297_671L)).isEqualTo(0x1c01_68fdL);
    assertThat(turned(0x1c38_7f6fL, 1_263_163_443L, 1_269_211_443L)).isEqualTo(0x1d00_e1fdL);
  }

  private static long turned(long bits, long from, long to) {
    return WorkRules.turned(bits, to - from, 14 * 86_400L);
  }
}
