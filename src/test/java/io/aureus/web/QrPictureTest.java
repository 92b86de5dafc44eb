package io.aureus.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QrPictureTest {
  private static final String ADDRESS = "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu";

  @Test
  void isSmallerForCapitalsEvenWhereOtherLettersFollow() {
    String tail = "?amount=0.00102549";
    QrPicture small = QrPicture.of("bitcoin:" + ADDRESS + tail);
    QrPicture capitals = QrPicture.of("BITCOIN:BC1QCR8TE4KR609GCAWUTMRZA0J4XV80JY8Z306FYU" + tail);
    assertThat(capitals.size()).isLessThan(small.size());
    String invoice = "&lightning=" + "lnbc1p".repeat(40);
    String shouted = "&lightning=" + "LNBC1P".repeat(40);
    assertThat(QrPicture.of("bitcoin:" + ADDRESS + tail + shouted).size())
        .isLessThan(QrPicture.of("bitcoin:" + ADDRESS + tail + invoice).size());
  }
}
