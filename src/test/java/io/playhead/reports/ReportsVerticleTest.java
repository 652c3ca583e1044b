package io.playhead.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.playhead.config.ConfigLoader;
import io.playhead.config.PlayheadConfig;
import io.playhead.reports.store.ReportStore;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportsVerticleTest {
  private static final String TOKEN = "let me in";

  @TempDir
  private Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private ReportStore store;
  private int port;

  @BeforeEach
  void start() throws SQLException {
    store = ReportStore.open(directory, config().reports());
    try (Connection connection = store.connection(); Statement statement = connection.createStatement()) {
      statement.execute("""
          INSERT INTO errors VALUES ('s1', TIMESTAMP '2026-11-22 10:00:00', 'E1', 'player'),
            ('s2', TIMESTAMP '2026-11-22 11:00:00', 'E,2', 'external')""");
    }
    port = serve();
  }

  @AfterEach
  void stop() throws SQLException {
    vertx.close().await();
    store.close();
  }

  private static PlayheadConfig config(String... more) {
    return ConfigLoader.defaults(Stream.concat(Stream.of("reports.host=127.0.0.1", "reports.port=0",
        "reports.memory=100MiB"), Stream.of(more)).toArray(String[]::new));
  }

  private int serve(String... more) {
    ReportsVerticle verticle =
        new ReportsVerticle(config(more), store, InstantSource.system(), new SimpleMeterRegistry());
    vertx.deployVerticle(verticle).await();
    return verticle.port();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private Path file(HttpResponse<byte[]> response, String name) throws Exception {
    return Files.write(store.exports().resolve(name), response.body());
  }

  @Test
  void thePageStandsAtTheRoot() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type")).hasValue("text/html;charset=UTF-8");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "Content-Security-Policy | default-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'",
    "X-Content-Type-Options | nosniff", "Referrer-Policy | no-referrer"})
  void everyAnswerKeepsABrowserFromOtherThings(String header, String value) throws Exception {
    for (String path : new String[]{"/", "/reports/v1/export?table=errors", "/none"}) {
      assertThat(get(path).headers().firstValue(header)).as(path).hasValue(value);
    }
  }

  @ParameterizedTest
  @CsvSource({"/none, 404", "/reports/v1/none, 404", "/reports/v1/export?table=offsets, 400",
    "/reports/v1/export, 400", "/reports/v1/export?table=ads&format=xml, 400",
    "/reports/v1/export?table=ads&from=yesterday, 400", "/reports/v1/export?table=ads&limit=5, 400"})
  void whatIsWrongIsToldAsAProblem(String path, int status) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(answer.body()).startsWith("{\"status\":" + status + ",\"message\":\"");
  }

  @Test
  void thereIsOnlyGet() throws Exception {
    HttpResponse<String> answer = client.send(
        request("/reports/v1/export").POST(HttpRequest.BodyPublishers.ofString("x")).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/reports/v1/export?table=ads", "/reports/v1/summary", "/reports/v1/live",
    "/reports/v1/sessions/1/events", "/reports/v1/none"})
  void withTokensNoDataIsAnsweredWithoutOne(String path) throws Exception {
    port = serve("reports.tokenHashes=" + HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8))));
    assertThat(get(path).statusCode()).isEqualTo(401);
    assertThat(get(path).headers().firstValue("www-authenticate")).hasValue("Bearer");
    assertThat(client.send(request(path).header("Authorization", "Bearer another").build(), BodyHandlers.ofString())
        .statusCode()).isEqualTo(401);
    assertThat(client.send(request(path).header("Authorization", "Bearer " + TOKEN).build(), BodyHandlers.ofString())
        .statusCode()).isNotEqualTo(401);
  }

  @Test
  void thePageItselfNeedsNoToken() throws Exception {
    port = serve("reports.tokenHashes=" + "0".repeat(64));
    assertThat(get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void anExportIsAFileOfTheTable() throws Exception {
    HttpResponse<String> export = get("/reports/v1/export?table=errors&format=csv");
    assertThat(export.headers().firstValue("content-disposition")).hasValue("attachment; filename=\"errors.csv\"");
    assertThat(export.body().lines()).containsExactlyInAnyOrder("sid,started,id,source",
        "s1,2026-11-22 10:00:00,E1,player", "s2,2026-11-22 11:00:00,\"E,2\",external");
  }

  @Test
  void anExportMayBeOfAPeriod() throws Exception {
    String body = get("/reports/v1/export?table=errors&from=2026-11-22T10:30:00Z&to=2026-11-22T11:00:01Z").body();
    assertThat(body.lines()).hasSize(2).last().asString().startsWith("s2,");
  }

  @Test
  void anExportMayBeParquet() throws Exception {
    HttpResponse<byte[]> export = client.send(request("/reports/v1/export?table=errors&format=parquet").build(),
        BodyHandlers.ofByteArray());
    Path file = file(export, "copy.parquet");
    try (Connection connection = store.connection();
        var rows = connection.createStatement()
            .executeQuery("SELECT string_agg(id, ' ' ORDER BY id) FROM read_parquet('" + file + "')")) {
      rows.next();
      assertThat(rows.getString(1)).isEqualTo("E,2 E1");
    }
  }

  @Test
  void nothingOfAnExportStays() throws Exception {
    assertThat(get("/reports/v1/export?table=errors").statusCode()).isEqualTo(200);
    awaitNoFile();
  }

  @Test
  void anExportOfManyRowsComesWhole() throws Exception {
    addErrors(300_000);
    assertThat(get("/reports/v1/export?table=errors").body().lines().count()).isEqualTo(300_003);
  }

  @Test
  void nothingOfAnExportStaysWhoseReaderGoesInTheMiddle() throws Exception {
    addErrors(300_000);
    try (Socket reader = new Socket(InetAddress.getLoopbackAddress(), port)) {
      reader.getOutputStream().write("GET /reports/v1/export?table=errors HTTP/1.1\r\nHost: reports\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII));
      assertThat(reader.getInputStream().read()).isEqualTo('H');
    }
    awaitNoFile();
  }

  private void addErrors(int number) throws SQLException {
    try (Connection connection = store.connection(); Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO errors SELECT 'many' || range, TIMESTAMP '2026-11-22 12:00:00', 'E3', 'player'"
          + " FROM range(" + number + ")");
    }
  }

  private void awaitNoFile() {
    Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
      try (Stream<Path> left = Files.list(store.exports())) {
        assertThat(left).isEmpty();
      }
    });
  }
}
