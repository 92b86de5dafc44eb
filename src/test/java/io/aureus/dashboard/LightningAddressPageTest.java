package io.aureus.dashboard;

import static io.aureus.dashboard.Rendered.render;
import static io.aureus.dashboard.Rendered.shell;
import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.LightningAddress;
import io.aureus.chains.lightning.Lnurl;
import io.aureus.web.QrPicture;
import org.junit.jupiter.api.Test;

class LightningAddressPageTest {
  private static final String URL = "https://pay.shop.example/.well-known/lnurlp/till";

  @Test
  void thePictureLeadsToWhereTheAddressIsAsked() {
    String lnurl = LightningAddressPage.lnurl(URL);
    assertThat(lnurl).startsWith("LNURL1").isUpperCase();
    assertThat(Lnurl.read(lnurl).url()).hasToString(URL);
    assertThat(LightningAddress.read("till@pay.shop.example").url()).hasToString(URL);
    String page =
        render(
            "lightningaddress",
            new LightningAddressPage(
                shell("x"),
                "till",
                "pay.shop.example",
                true,
                true,
                "",
                lnurl,
                QrPicture.of(lnurl)));
    assertThat(page).contains("till@pay.shop.example", lnurl, QrPicture.of(lnurl).path());
  }

  @Test
  void thereIsNoneWhereWalletsWouldNotAsk() {
    assertThat(LightningAddressPage.lnurl(URL.replace("https", "http"))).isEmpty();
    assertThat(LightningAddressPage.lnurl("https://127.0.0.1/.well-known/lnurlp/a")).isEmpty();
    assertThat(LightningAddressPage.lnurl("http://127.0.0.1:8080/.well-known/lnurlp/a")).isEmpty();
  }
}
