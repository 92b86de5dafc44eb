package io.aureus.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.money.Chain;
import org.junit.jupiter.api.Test;

class PaymentLinkTest {
  private static final Chain ETH = new Chain("ETH", "Ethereum", "evm", "mainnet", 1, 12);
  private static final String TO = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

  @Test
  void asksForTheNativeCoinInItsSmallestUnit() {
    Asset ether = new Asset("ETH", ETH, "ETH", 18, 8, "", "");
    assertThat(PaymentLink.of(Amount.ofUnits(ether, 1_025_490_000_000_000L), TO))
        .isEqualTo("ethereum:" + TO + "@1?value=1025490000000000");
  }

  @Test
  void asksForATokenByItsContract() {
    Asset tether =
        new Asset(
            "USDT-ERC20", ETH, "USDT", 6, 4, "0xdAC17F958D2ee523a2206206994597C13D831ec7", "USD");
    assertThat(PaymentLink.of(Amount.ofUnits(tether, 19_001_200), TO))
        .isEqualTo(
            "ethereum:0xdAC17F958D2ee523a2206206994597C13D831ec7@1/transfer?address="
                + TO
                + "&uint256=19001200");
  }

  @Test
  void asksForBitcoinAndLitecoinInWholeCoinsAndInCapitalsForThePicture() {
    String to = "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu";
    Chain chain = new Chain("BTC", "Bitcoin", "bitcoin", "mainnet", 0, 2);
    Amount amount = Amount.ofUnits(new Asset("BTC", chain, "BTC", 8, 8, "", ""), 102_549);
    assertThat(PaymentLink.of(amount, to)).isEqualTo("bitcoin:" + to + "?amount=0.00102549");
    assertThat(PaymentLink.forPicture(amount, to))
        .isEqualTo("BITCOIN:BC1QCR8TE4KR609GCAWUTMRZA0J4XV80JY8Z306FYU?amount=0.00102549");
    String both = PaymentLink.forPicture(amount, to) + "&lightning=LNBC1P";
    assertThat(PaymentLink.eitherForPicture(amount, to, "lnbc1p", "")).isEqualTo(both);
    assertThat(PaymentLink.eitherForPicture(amount, to, "lnbc1p", "lno1q"))
        .isEqualTo(both + "&lno=LNO1Q");
    String long1 = "lno1" + "q".repeat(300);
    assertThat(PaymentLink.eitherForPicture(amount, to, "lnbc1p", long1)).isEqualTo(both);
    assertThat(PaymentLink.either(amount, to, "lnbc1p", long1))
        .isEqualTo(PaymentLink.of(amount, to) + "&lightning=lnbc1p&lno=" + long1);
    String old = "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy";
    assertThat(PaymentLink.forPicture(amount, old)).isEqualTo(PaymentLink.of(amount, old));
    Chain litecoin = new Chain("LTC", "Litecoin", "litecoin", "mainnet", 0, 6);
    Amount lite = Amount.ofUnits(new Asset("LTC", litecoin, "LTC", 8, 8, "", ""), 100_000_000);
    assertThat(PaymentLink.of(lite, "ltc1q")).isEqualTo("litecoin:ltc1q?amount=1.0");
  }

  @Test
  void asksForAnInvoiceAllInCapitalsForThePicture() {
    Chain chain = new Chain("BLN", "Bitcoin Lightning Network", "lightning", "mainnet", 0, 1);
    Amount amount = Amount.ofUnits(new Asset("BTC-LN", chain, "BTC", 11, 8, "", ""), 21_000_000);
    assertThat(PaymentLink.of(amount, "lnbc210u1p")).isEqualTo("lightning:lnbc210u1p");
    assertThat(PaymentLink.forPicture(amount, "lnbc210u1p")).isEqualTo("LIGHTNING:LNBC210U1P");
  }

  @Test
  void givesTheBareAddressWhereNoLinkIsKnown() {
    Chain other = new Chain("XYZ", "Xyz", "xyz", "mainnet", 0, 1);
    Asset coin = new Asset("XYZ", other, "XYZ", 8, 8, "", "");
    assertThat(PaymentLink.of(Amount.ofUnits(coin, 1), "xyz1abc")).isEqualTo("xyz1abc");
  }
}
