package io.aureus.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class SecurityHeadersFilterTest {
  @Test
  void letsABrowserRunNothingButOurFiles() throws Exception {
    MockHttpServletResponse response = answerTo(new MockHttpServletRequest("GET", "/"));
    assertThat(response.getHeader("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(response.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(response.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
  }

  @Test
  void asksForHttpsOnlyWhereItIsSpoken() throws Exception {
    MockHttpServletRequest plain = new MockHttpServletRequest("GET", "/");
    assertThat(answerTo(plain).getHeader("Strict-Transport-Security")).isNull();
    MockHttpServletRequest behindProxy = new MockHttpServletRequest("GET", "/");
    behindProxy.addHeader("X-Forwarded-Proto", "https");
    assertThat(answerTo(behindProxy).getHeader("Strict-Transport-Security"))
        .isEqualTo("max-age=31536000");
  }

  private static MockHttpServletResponse answerTo(MockHttpServletRequest request) throws Exception {
    MockHttpServletResponse response = new MockHttpServletResponse();
    new SecurityHeadersFilter().doFilter(request, response, new MockFilterChain());
    return response;
  }
}
