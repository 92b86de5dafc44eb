package io.aureus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** IN-24: an answer that is not even text. */
class BareBytesTest {
  private final Post post = Post.allowingLoopback();
  private final Shop shop = Shop.answering(200);

  @AfterEach
  void close() throws IOException {
    shop.close();
    post.close();
  }

  /** A TLS port that is called without TLS answers so: 0 bytes, which no text column takes. */
  @Test
  void anAnswerOfBareBytesIsAFailedTryThatIsStored() {
    shop.now(Shop.raw("HTTP/1.1 \u0015\u0003\u0000\u0000\u0002\r\n\r\n"));
    post.succeed(Orders.api(shop.url("/")), 1);
    post.round();
    assertThat(post.delivery(Orders.api(""), 1).state()).isEqualTo("SCHEDULED");
    assertThat(post.delivery(Orders.api(""), 1).attempts()).hasSize(1);
  }
}
