package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.gateway.TestGateway.Answer;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may open a session, where that is restricted. */
@ExtendWith({VertxExtension.class, KafkaExtension.class})
class AdmissionTest {
  private static final String SESSIONS = "/api/v1/sessions";
  private static final String[] KEY = {"Authorization", "Bearer first-key"};

  private static TestGateway listed;
  private static TestGateway keyed;

  @BeforeAll
  static void start(Vertx vertx, TestKafka kafka) throws Exception {
    listed = TestGateway.start(vertx, kafka, "admission.reportSuites=rs,other", "admission.organisations=o@AdobeOrg",
        "admission.origins=https://a.example", "admission.hosts=127.0.0.1,Media.example");
    keyed = TestGateway.start(vertx, kafka, "admission.keyHashes=" + sha256("first-key") + "," + sha256("second-key"));
  }

  @AfterAll
  static void stop() throws Exception {
    listed.stop();
    keyed.stop();
  }

  @ParameterizedTest
  @CsvSource({"analytics.reportSuite, rs, foreign", "analytics.reportSuite, rs, RS",
    "visitor.marketingCloudOrgId, o@AdobeOrg, x@AdobeOrg", "visitor.marketingCloudOrgId, o@AdobeOrg, ''"})
  void aSessionOfAnotherReportSuiteOrOrganisationIsAnswered403AndNotKept(String key, String ours, String theirs)
      throws Exception {
    String ourPart = "\"%s\":\"%s\"".formatted(key, ours);
    String theirPart = "\"%s\":\"%s\"".formatted(key, theirs);

    for (String body : new String[]{Bodies.SESSION_START, Bodies.batch(2)}) {
      assertThat(listed.post(SESSIONS, body).status()).isEqualTo(201);
      Answer refused = listed.post(SESSIONS, body.replace(ourPart, theirPart));
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.headers().get("Location")).isNull();
      assertThat(refused.body()).startsWith("{\"status\":403,\"message\":\"/params/" + key);
    }
    assertThat(listed.post("/api/v1/downloaded", Bodies.batch(2).replace(ourPart, theirPart)).status()).isEqualTo(403);
  }

  @Test
  void whatLooksLikeTheParameterElsewhereCountsForNothing() throws Exception {
    String disguised = Bodies.SESSION_START
        .replace("\"analytics.reportSuite\":\"rs\"", "\"analytics.reportSuite\":\"foreign\"")
        .replace("{\"playerTime\"",
            "{\"customMetadata\":{\"analytics.reportSuite\":\"rs\",\"params\":\"x\"},\"playerTime\"");
    String escaped = Bodies.SESSION_START.replace("\"rs\"", "\"\\u0072s\"");

    assertThat(listed.post(SESSIONS, disguised).status()).isEqualTo(403);
    assertThat(listed.post(SESSIONS, escaped).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://b.example", "http://a.example", "https://a.example:8443", "null", ""})
  void aBrowserFromAnotherOriginIsAnswered403(String origin) throws Exception {
    assertThat(listed.post(SESSIONS, Bodies.SESSION_START, "Origin", origin).status()).isEqualTo(403);
  }

  @Test
  void aBrowserFromAnAllowedOriginAndWhatIsNoBrowserPass() throws Exception {
    assertThat(listed.post(SESSIONS, Bodies.SESSION_START, "Origin", "https://a.example").status()).isEqualTo(201);
    assertThat(listed.post(SESSIONS, Bodies.SESSION_START).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 201", "127.0.0.1:9999, 201", "MEDIA.example, 201", "media.example:443, 201",
    "evil.example, 403", "media.example.evil.example, 403", "localhost, 403"})
  void aSessionIsOpenedUnderAnAllowedHostNameOnly(String host, int status) throws Exception {
    byte[] body = Bodies.SESSION_START.getBytes(StandardCharsets.UTF_8);
    try (RawHttp http = new RawHttp(listed.port())) {
      http.write("POST %s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n".formatted(SESSIONS, host, body.length));
      assertThat(http.write(body).read().status()).isEqualTo(status);
    }
  }

  @Test
  void theHostNameOfHttp2CountsToo(Vertx vertx) throws Exception {
    HttpClient client = vertx.createHttpClient(
        new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
    byte[] body = Bodies.SESSION_START.getBytes(StandardCharsets.UTF_8);

    assertThat(TestGateway.await(listed.request(client, HttpMethod.POST, SESSIONS, body)).status()).isEqualTo(201);
    RequestOptions elsewhere = new RequestOptions().setMethod(HttpMethod.POST).setURI(SESSIONS).setHost("evil.example")
        .setServer(SocketAddress.inetSocketAddress(listed.port(), "127.0.0.1"));
    assertThat(TestGateway.await(client.request(elsewhere).compose(request -> request.send(Buffer.buffer(body))))
        .statusCode()).isEqualTo(403);
    TestGateway.await(client.close());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer first-key", "Bearer second-key", "bearer first-key", "Bearer  first-key "})
  void eachOfTheKeysOpensASession(String authorization) throws Exception {
    assertThat(keyed.post(SESSIONS, Bodies.SESSION_START, "Authorization", authorization).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer third-key", "Bearer", "Bearer ", "Basic first-key", "first-key", "",
    "Bearer first-key,second-key"})
  void withoutAKeyTheAnswerIs401AndSaysWhatIsAskedFor(String authorization) throws Exception {
    for (String path : new String[]{SESSIONS, "/api/v1/downloaded"}) {
      Answer refused = keyed.post(path, Bodies.batch(2), "Authorization", authorization);

      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.headers().get("WWW-Authenticate")).isEqualTo("Bearer");
      assertThat(refused.headers().get("Access-Control-Allow-Origin")).isEqualTo("*");
    }
  }

  @Test
  void theHashOfAKeyIsNoKey() throws Exception {
    assertThat(keyed.post(SESSIONS, Bodies.SESSION_START, "Authorization", "Bearer " + sha256("first-key")).status())
        .isEqualTo(401);
  }

  @Test
  void aRefusalComesBeforeTheBody() throws Exception {
    try (RawHttp http = new RawHttp(keyed.port())) {
      assertThat(http.write(RawHttp.head(SESSIONS, "Content-Length: 500")).read().status()).isEqualTo(401);
    }
  }

  @Test
  void whoeverHasASessionIdNeedsNoKeyForItsEvents() throws Exception {
    String sid = keyed.post(SESSIONS, Bodies.SESSION_START, KEY).sid();

    assertThat(keyed.event(sid, Bodies.ping()).status()).isEqualTo(204);
  }

  private static String sha256(String key) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
  }
}
