package io.aureus.chains.lightning.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.chains.nodes.NodeFailure;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A list of invoices that is longer than one look: none is left out, and it comes to an end. */
class LndListTest {
  private static final String LIST = "GET /v1/invoices?num_max_invoices=100&index_offset=";

  private ReplayedNode server;
  private LndLine line;

  @BeforeEach
  void start() throws IOException {
    server = ReplayedNode.start();
    line = new LndLine(Sample.access(server.uri(), "", Sample.clock()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void has(long from, String state) {
    server.forget(LIST + from);
    server.on(
        LIST + from,
        200,
        """
        {"invoices":[{"r_hash":"%s","state":"%s","settle_index":"3"}],"last_index_offset":"%d"}"""
            .formatted(Sample.base64(hash(from)), state, from + 100));
  }

  private void endsAt(long offset) {
    server.forget(LIST + offset);
    server.on(LIST + offset, 200, "{\"invoices\":[],\"last_index_offset\":\"0\"}");
  }

  private static String hash(long index) {
    return "%064x".formatted(index + 1);
  }

  private static LndList.Place place(long done, long offset) {
    return new LndList.Place(done, done == 0 ? "" : hash(done), offset);
  }

  /** With no time at all. */
  private LndList look(LndList.Place from) throws NodeFailure {
    LndList list = new LndList(line, from);
    assertThat(list.find(index -> index == 7, Duration.ZERO)).isNull();
    return list;
  }

  @Test
  void eachLookBeginsAtTheFirstThatMayStillBePaid() throws Exception {
    has(0, "CANCELED");
    has(100, "SETTLED");
    has(200, "OPEN");
    endsAt(300);
    LndList first = look(LndList.Place.START);
    assertThat(first.place()).isEqualTo(place(100, 100));
    assertThat(first.highest()).isEqualTo(3);
    LndList second = look(first.place());
    assertThat(second.place()).isEqualTo(place(200, 300));
    LndList third = look(second.place());
    assertThat(third.isEnded()).isTrue();
    assertThat(third.isWhole()).as("one may have been paid since the second").isFalse();
    LndList fourth = look(third.place());
    assertThat(fourth.isWhole()).isTrue();
    assertThat(fourth.place()).isEqualTo(place(200, 200));
  }

  @Test
  void anInvoiceOfManyPaymentsIsPassedOver() throws Exception {
    has(0, "CANCELED");
    server.on(
        LIST + 100,
        200,
        """
        {"invoices":[{"r_hash":"","state":"OPEN","is_amp":true,"settle_index":"0"}],\
        "last_index_offset":"200"}""");
    has(200, "OPEN");
    endsAt(300);
    LndList second = look(look(LndList.Place.START).place());
    assertThat(second.isAnew()).isFalse();
    assertThat(second.place()).isEqualTo(place(200, 300));
  }

  @Test
  void anotherRecordIsReadFromItsStart() throws Exception {
    has(0, "OPEN");
    endsAt(100);
    LndList gone = look(place(100, 100));
    assertThat(gone.isAnew()).isTrue();
    assertThat(gone.place()).isEqualTo(place(0, 100));
    has(100, "OPEN");
    endsAt(200);
    LndList same = look(place(100, 100));
    assertThat(same.isAnew()).isFalse();
    LndList.Place other = new LndList.Place(100, hash(5), 100);
    assertThat(look(other).isAnew()).isTrue();
  }
}
