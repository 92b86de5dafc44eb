package io.aureus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept of an answer holds no secret, wherever the answer was cut off. */
class EchoedSecretsTest {
  private final Post post = Post.allowingLoopback();
  private final Shop shop = Shop.answering(200);

  @AfterEach
  void close() throws IOException {
    shop.close();
    post.close();
  }

  @Test
  void theEndOfWhatIsKeptIsNoBeginningOfASecret() {
    String before = "x".repeat(1000);
    shop.now(Shop.status(500, before + Post.API_KEY));
    post.succeed(Orders.api(shop.url("/")), 1);
    post.round();
    assertThat(post.delivery(Orders.api(""), 1).attempts().getFirst().excerpt())
        .isEqualTo(before + "***");
  }
}
