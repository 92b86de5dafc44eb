package io.aureus.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.convert.ConversionService;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;

class SessionValuesTest {
  private final ConversionService conversion = SessionValues.conversion();

  @Test
  void bringsBackWhoIsSignedIn() {
    SignedIn me = new SignedIn(7, "owner@shop.example", "mct-0123456789ab");
    SecurityContext context =
        new SecurityContextImpl(
            UsernamePasswordAuthenticationToken.authenticated(me, null, List.of()));
    assertThat(conversion.convert(bytes(context), Object.class)).isEqualTo(context);
  }

  @Test
  void takesWhatItCannotReadForNothing() {
    assertThat(SessionValues.read(new byte[] {1, 2, 3})).isNull();
  }

  @Test
  void makesNoObjectOfAnUnexpectedKind() {
    assertThat(SessionValues.read(bytes(new File("/etc/passwd")))).isNull();
  }

  private byte[] bytes(Object value) {
    byte[] bytes = conversion.convert(value, byte[].class);
    assertThat(bytes).isNotEmpty();
    return bytes == null ? new byte[0] : bytes;
  }
}
