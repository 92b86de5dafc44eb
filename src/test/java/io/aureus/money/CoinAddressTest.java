package io.aureus.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoinAddressTest {
  private static final String KEY = "751e76e8199196d454941c45d1b3a323f1433bd6";
  private static final String TWICE = KEY + KEY.substring(0, 24);

  private static Chain chain(String name) {
    String[] parts = name.split("/");
    return parts[0].equals("btc") ? Coins.bitcoin(parts[1]) : Coins.litecoin(parts[1]);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @ParameterizedTest
  @CsvSource({
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa, 76a91462e907b15cbf27d5425399ebf6f0fb50ebb88f1888ac",
    "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2, 76a91477bff20c60e522dfaa3350c39b030a5d004e839a88ac",
    "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy, a914b472a266d0bd89c13706a4132ccfb16f7c3b9fcb87",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4, 0014" + KEY,
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0,"
        + " 512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
  })
  void readsKnownAddressesOfBitcoin(String text, String script) {
    CoinAddress address = CoinAddress.parse(Coins.bitcoin("mainnet"), " " + text + "\n");
    assertThat(address.text()).isEqualTo(text);
    assertThat(HexFormat.of().formatHex(address.script())).isEqualTo(script);
    assertThat(CoinAddress.ofScript(Coins.bitcoin("mainnet"), bytes(script))).contains(address);
  }

  @ParameterizedTest
  @CsvSource({
    "btc/mainnet, 1, 3, bc1q, bc1p",
    "btc/testnet, mn, 2, tb1q, tb1p",
    "btc/signet, mn, 2, tb1q, tb1p",
    "btc/regtest, mn, 2, bcrt1q, bcrt1p",
    "btc/simulated, mn, 2, bcrt1q, bcrt1p",
    "ltc/mainnet, L, M, ltc1q, ltc1p",
    "ltc/testnet, mn, Q, tltc1q, tltc1p",
    "ltc/regtest, mn, Q, rltc1q, rltc1p"
  })
  void writesEachKindInTheWayOfItsNetworkAndReadsItBack(
      String network, String key, String script, String witness, String taproot) {
    Chain chain = chain(network);
    String[][] kinds = {
      {"76a914" + KEY + "88ac", "[" + key + "]"},
      {"a914" + KEY + "87", "[" + script + "]"},
      {"0014" + KEY, witness},
      {"0020" + TWICE, witness},
      {"5120" + TWICE, taproot}
    };
    for (String[] kind : kinds) {
      CoinAddress address = CoinAddress.ofScript(chain, bytes(kind[0])).orElseThrow();
      assertThat(address.text()).matches(kind[1] + "[0-9A-Za-z]+");
      CoinAddress read = CoinAddress.parse(chain, address.text());
      assertThat(HexFormat.of().formatHex(read.script())).isEqualTo(kind[0]);
    }
  }

  @Test
  void spellsCapitalsSmallAndAnOldLitecoinAddressInTheNewWay() {
    assertThat(
            CoinAddress.parse(
                    Coins.bitcoin("mainnet"), "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4")
                .text())
        .isEqualTo("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4");
    CoinAddress old =
        CoinAddress.parse(Coins.litecoin("mainnet"), "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy");
    assertThat(old.text()).startsWith("M");
    assertThat(CoinAddress.parse(Coins.litecoin("mainnet"), old.text())).isEqualTo(old);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "btc/mainnet | tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx | a test network of Bitcoin",
        "btc/mainnet | ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9 | address of Litecoin",
        "btc/mainnet | LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9 | address of Litecoin",
        "ltc/mainnet | bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4 | address of Bitcoin",
        "ltc/mainnet | 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa | address of Bitcoin",
        "btc/testnet | 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa | address of Bitcoin",
        "btc/mainnet | mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn | a test network of Bitcoin",
        "btc/mainnet | 0x52908400098527886E0F7030069857D2E4169EE7 | Ethereum",
        "btc/mainnet | TJRabPrwbZy45sbavfcjinPJC18kjpRTv8 | TRON",
        "btc/mainnet | lnbc2500u1pvjluezpp5qqqsyqcyq5rqwzqf | Lightning invoice",
        "btc/mainnet | bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa | it is a link",
        "ltc/mainnet | ltcmweb1qqvqsyqcyq5rqwzqfpg9scrgwpugpzysnzs23v9ccrydpk8qarc0jq | MWEB",
        "btc/mainnet | 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb | checksum does not fit",
        "btc/mainnet | bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5 | checksum does not fit",
        "btc/mainnet | bc1qw508d6qejxtdg4y5r3zarvary0c5xw7Kv8f3t4 | mixed",
        "btc/mainnet | BC1SW50QGDZ25J | witness version 16",
        "btc/mainnet | bc1pfeessrawgf | witness version 1 with 2 bytes",
        "btc/mainnet | BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P | 20 or 32",
        "btc/mainnet | hello | it is none",
        "btc/mainnet | '' | none was given"
      })
  void saysWhatIsWrongAndWhatWouldBeRight(String network, String typed, String why) {
    assertThatThrownBy(() -> CoinAddress.parse(chain(network), typed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why)
        .hasMessageContaining("Right is an address of");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "6a0461757265", "51", "5121", "76a91400", "512000"})
  void knowsNoAddressOfOtherScripts(String hex) {
    assertThat(CoinAddress.ofScript(Coins.bitcoin("mainnet"), bytes(hex))).isEmpty();
  }

  @Test
  void saysWhatNodesTakeForDust() {
    Chain bitcoin = Coins.bitcoin("mainnet");
    assertThat(CoinAddress.dustLimit(bitcoin, bytes("76a914" + KEY + "88ac"))).isEqualTo(546);
    assertThat(CoinAddress.dustLimit(bitcoin, bytes("a914" + KEY + "87"))).isEqualTo(540);
    assertThat(CoinAddress.dustLimit(bitcoin, bytes("0014" + KEY))).isEqualTo(294);
    assertThat(CoinAddress.dustLimit(bitcoin, bytes("5120" + TWICE))).isEqualTo(330);
    assertThat(CoinAddress.dustLimit(bitcoin, bytes("6a0461757265"))).isZero();
    assertThat(CoinAddress.dustLimit(Coins.litecoin("mainnet"), bytes("0014" + KEY)))
        .isEqualTo(2_940);
  }
}
