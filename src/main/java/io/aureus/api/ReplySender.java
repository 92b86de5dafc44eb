package io.aureus.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Sends what a controller of the API returns as it stands: the framework has nothing to choose. */
final class ReplySender implements HandlerMethodReturnValueHandler {
  @Override
  public boolean supportsReturnType(MethodParameter type) {
    return type.getParameterType() == Reply.class;
  }

  @Override
  public void handleReturnValue(
      @Nullable Object reply,
      MethodParameter type,
      ModelAndViewContainer container,
      NativeWebRequest request)
      throws IOException {
    container.setRequestHandled(true);
    HttpServletResponse response = request.getNativeResponse(HttpServletResponse.class);
    if (reply instanceof Reply whole && response != null) {
      whole.send(response);
    }
  }
}
