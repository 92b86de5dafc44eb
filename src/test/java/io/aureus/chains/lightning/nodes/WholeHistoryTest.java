package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.lightning.SettledInvoice;
import io.aureus.chains.lightning.Settlements;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A record without an index is read on, and nothing of it is left out. */
class WholeHistoryTest {
  private static final Instant BEGIN = Instant.parse("2026-11-30T12:00:00Z");

  private final List<SettledInvoice> record = new ArrayList<>();
  private final Map<String, Long> told = new HashMap<>();
  private int tellings;
  private String place = Settlements.START;

  @Test
  void anEmptyRecordStaysAtItsStart() {
    read();
    assertThat(place).isEqualTo(Settlements.START);
    settle(1, 0);
    read();
    assertThat(tellings).isEqualTo(1);
    read();
    assertThat(tellings).isEqualTo(1);
  }

  @Test
  void aLongOneComesInPages() {
    for (int i = 0; i < WholeHistory.PAGE * 2 + 1; i++) {
      settle(i, i / 100);
    }
    Settlements.Page first = new WholeHistory(record).after(place);
    assertThat(first.invoices()).hasSize(WholeHistory.PAGE);
    assertThat(first.isLast()).isFalse();
    read();
    assertThat(tellings).isEqualTo(record.size());
    assertThatAllIsTold();
  }

  @Test
  void oneMoreOfTheSameSecondIsToldAlone() {
    settle(1, 5);
    read();
    settle(2, 5);
    read();
    assertThat(tellings).isEqualTo(2);
    assertThatAllIsTold();
  }

  @Test
  void whatIsSettledLateIsToldAndLittleBeside() {
    for (int i = 0; i < 100; i++) {
      settle(i, i * 60L);
    }
    read();
    record.add(50, invoice(1_000, 50 * 60 + 30));
    tellings = 0;
    read();
    assertThatAllIsTold();
    assertThat(tellings).isLessThanOrEqualTo(61);

    record.add(invoice(1_001, 99 * 60 - 5));
    tellings = 0;
    read();
    assertThatAllIsTold();
    assertThat(tellings).isEqualTo(2);
  }

  @Test
  void oneThatGrowsIsToldAgain() {
    settle(1, 0);
    settle(2, 60);
    read();
    SettledInvoice grown = new SettledInvoice(hash(1), 9_000, BEGIN);
    record.set(0, grown);
    read();
    assertThat(told).containsEntry(hash(1), 9_000L);
  }

  @Test
  void whereTheRecordIsAnothersAllIsTold() {
    settle(1, 0);
    settle(2, 60);
    read();
    record.clear();
    settle(3, 30);
    settle(4, 90);
    read();
    assertThatAllIsTold();
    for (String strange : List.of("17", "whole:1:2:3", place + "0")) {
      assertThat(new WholeHistory(record).after(strange).invoices()).hasSize(2);
    }
  }

  @Test
  void nothingIsLeftOutInWhateverOrderTheyAreSettled() {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      int late = random.nextInt(10) == 0 ? random.nextInt(200_000) : random.nextInt(3);
      record.add(random.nextInt(record.size() + 1), invoice(i, i - late));
      if (random.nextInt(20) == 0) {
        record.remove(random.nextInt(record.size()));
      }
      if (random.nextInt(3) == 0) {
        read();
        assertThatAllIsTold();
      }
    }
  }

  private void settle(int number, long second) {
    record.add(invoice(number, second));
  }

  private static SettledInvoice invoice(int number, long second) {
    return new SettledInvoice(hash(number), 1_000 + number, BEGIN.plusSeconds(second));
  }

  private static String hash(int number) {
    return "%064x".formatted(number * 0x9e3779b97f4a7c15L & Long.MAX_VALUE);
  }

  private void read() {
    Settlements.Page page;
    do {
      page = new WholeHistory(record).after(place);
      page.invoices().forEach(each -> told.put(each.paymentHash(), each.millisatoshi()));
      tellings += page.invoices().size();
      place = page.next();
    } while (!page.isLast());
  }

  private void assertThatAllIsTold() {
    for (SettledInvoice each : record) {
      assertThat(told).containsEntry(each.paymentHash(), each.millisatoshi());
    }
  }
}
