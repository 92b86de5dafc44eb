package io.aureus.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small buffers cut nothing off: what is longer than they are goes in parts. */
class FrugalHttpTest {
  private static final String LONG = "Grüße, ".repeat(40_000);

  @TempDir private Path folder;
  private final Tomcat tomcat = new Tomcat();

  @BeforeEach
  void start() throws LifecycleException {
    tomcat.setBaseDir(folder.toString());
    Connector connector = new Connector(FrugalHttp.class.getName());
    connector.setPort(0);
    connector.setProperty("maxHttpRequestHeaderSize", Integer.toString(16 * 1024));
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", folder.toString());
    Tomcat.addServlet(context, "echo", new Echo());
    context.addServletMappingDecoded("/", "echo");
    tomcat.start();
  }

  @AfterEach
  void stop() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  /** What it was sent, and how long its query was. */
  private static final class Echo extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      request.setCharacterEncoding("UTF-8");
      response.setContentType("text/plain;charset=UTF-8");
      response.setHeader("Query-Length", Integer.toString(request.getQueryString().length()));
      request.getReader().transferTo(response.getWriter());
    }
  }

  @Test
  void carriesLongBodiesBothWaysAndALongQuery() throws IOException, InterruptedException {
    URI uri =
        URI.create(
            "http://127.0.0.1:"
                + tomcat.getConnector().getLocalPort()
                + "/?u="
                + "x".repeat(15_000));
    HttpRequest request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(LONG)).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Query-Length")).hasValue("15002");
      assertThat(answer.body()).isEqualTo(LONG);
    }
  }
}
