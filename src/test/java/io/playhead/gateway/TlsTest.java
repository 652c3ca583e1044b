package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.playhead.config.ConfigException;
import io.playhead.config.ConfigLoader;
import io.playhead.config.TlsConfig;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The API over TLS, as a client sees it. */
@ExtendWith(KafkaExtension.class)
class TlsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final KeyManager[] NO_KEYS = {};

  private static TestKafka kafka;
  private static Vertx vertx;
  private static X509Bundle authority;

  @TempDir
  private Path files;
  private X509Bundle server;
  private final List<TestGateway> started = new ArrayList<>();
  private int port;

  @BeforeAll
  static void begin(TestKafka shared) throws Exception {
    kafka = shared;
    vertx = Vertx.builder().withTransport(GuardedTransport.create(PATIENCE)).build();
    authority = authority("CN=authority");
  }

  @AfterAll
  static void end() throws Exception {
    TestGateway.await(vertx.close());
  }

  @BeforeEach
  void writeFiles() throws Exception {
    server = issued("CN=localhost", authority);
    write(server);
  }

  @AfterEach
  void stopGateway() throws Exception {
    for (TestGateway gateway : started) {
      gateway.stop();
    }
  }

  @Test
  void aClientThatCanSpeakHttp2GetsItByAlpnAndAnotherHttp11() throws Exception {
    start();

    assertThat(post(client(HttpClient.Version.HTTP_2, NO_KEYS)))
        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(201))
        .satisfies(answer -> assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2));
    assertThat(post(client(HttpClient.Version.HTTP_1_1, NO_KEYS)))
        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(201))
        .satisfies(answer -> assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1));
  }

  @Test
  void whereBoringSslIsNotThereTheJdkEncrypts() throws Exception {
    try (GatewayWithoutBoringSsl gateway =
        GatewayWithoutBoringSsl.start(kafka.bootstrapServers(), kafka.uniquePrefix(), tls())) {
      assertThat(gateway.engine()).isEqualTo("JdkSSLEngineOptions");
      port = gateway.port();

      for (HttpClient.Version version : HttpClient.Version.values()) {
        assertThat(post(client(version, NO_KEYS)))
            .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(201))
            .satisfies(answer -> assertThat(answer.version()).isEqualTo(version));
      }
    }
  }

  @Test
  void plainHttpIsNotAnswered() throws Exception {
    TestGateway gateway = start();

    try (RawHttp http = new RawHttp(port)) {
      http.post("/api/v1/sessions", Bodies.SESSION_START.getBytes(StandardCharsets.UTF_8)).awaitClose();
    }
    assertThat(gateway.meters().find("playhead.requests").counters()).isEmpty();
  }

  @Test
  void newConnectionsGetACertificateThatWasReplacedAndOldOnesStay() throws Exception {
    start();
    try (SSLSocket old = connect(NO_KEYS)) {
      assertThat(certificate(old)).isEqualTo(server.getCertificate());
      assertThat(statusOfAStart(old)).isEqualTo("HTTP/1.1 201 Created");
      X509Bundle next = issued("CN=localhost", authority);

      write(next);

      Awaitility.await().untilAsserted(() -> assertThat(certificate()).isEqualTo(next.getCertificate()));
      assertThat(statusOfAStart(old)).isEqualTo("HTTP/1.1 201 Created");
    }
  }

  @Test
  void aCertificateWithoutItsKeyIsNotTakenUntilTheKeyFollows() throws Exception {
    start();
    X509Bundle next = issued("CN=localhost", authority);

    Files.writeString(files.resolve("tls.crt"), next.getCertificatePathPEM());
    for (int look = 0; look < 20; look++) {
      assertThat(certificate()).isEqualTo(server.getCertificate());
    }

    Files.writeString(files.resolve("tls.key"), next.getPrivateKeyPEM());
    Awaitility.await().untilAsserted(() -> assertThat(certificate()).isEqualTo(next.getCertificate()));
  }

  @Test
  void withAuthoritiesOnlyClientsWithACertificateOfTheirsAreAnswered() throws Exception {
    start("http.tls.clientAuthorities=" + authorities());

    assertThat(post(client(HttpClient.Version.HTTP_1_1, keys(issued("CN=player", authority)))).statusCode())
        .isEqualTo(201);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> post(client(HttpClient.Version.HTTP_1_1, NO_KEYS)));
    KeyManager[] foreign = keys(issued("CN=player", authority("CN=other")));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> post(client(HttpClient.Version.HTTP_1_1, foreign)));
  }

  @Test
  void aHandshakeThatDoesNotComeIsCutOff() throws Exception {
    start();
    try (RawHttp http = new RawHttp(port)) {
      // The first bytes of a TLS record with a ClientHello.
      http.write(new byte[]{0x16, 0x03, 0x01}).awaitClose();
    }
  }

  @Test
  void aSlowRequestIsCutOffUnderTlsToo() throws Exception {
    start();
    for (String slow : new String[]{"POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nX-A: ",
      RawHttp.head("/api/v1/sessions", "Content-Length: 500") + "{"}) {
      try (SSLSocket socket = connect(NO_KEYS)) {
        socket.getOutputStream().write(slow.getBytes(StandardCharsets.UTF_8));
        awaitClose(socket);
      }
    }
  }

  @Test
  void filesThatCannotBeUsedAreAProblemThatNamesTheirKey() throws Exception {
    Path missing = files.resolve("missing");
    Path text = Files.writeString(files.resolve("text"), "nonsense");
    Path otherKey = Files.writeString(files.resolve("other.key"), issued("CN=a", authority).getPrivateKeyPEM());

    assertThat(problemOf("http.tls.certificate=" + missing))
        .isEqualTo("http.tls.certificate: expected a readable file, " + missing + " does not exist");
    assertThat(problemOf("http.tls.certificate=" + text))
        .startsWith("http.tls.certificate: expected a PEM file with certificates, ");
    assertThat(problemOf("http.tls.clientAuthorities=" + text))
        .startsWith("http.tls.clientAuthorities: expected a PEM file with certificates, ");
    for (Path key : new Path[]{text, otherKey}) {
      assertThat(problemOf("http.tls.key=" + key))
          .isEqualTo("http.tls.key: expected the private key of http.tls.certificate as PEM, " + key + " is not");
    }
  }

  private String problemOf(String assignment) {
    TlsConfig config = ConfigLoader.defaults("http.tls.certificate=" + files.resolve("tls.crt"),
        "http.tls.key=" + files.resolve("tls.key"), assignment).http().tls();
    ConfigException refused = catchThrowableOfType(ConfigException.class, () -> TlsFiles.read(vertx, config));
    return String.join("\n", refused.problems());
  }

  private TestGateway start(String... more) throws Exception {
    TestGateway gateway = TestGateway.start(vertx, kafka,
        Stream.of(tls(), more).flatMap(Arrays::stream).toArray(String[]::new));
    started.add(gateway);
    port = gateway.port();
    return gateway;
  }

  private String[] tls() {
    return new String[]{"http.tls.certificate=" + files.resolve("tls.crt"),
      "http.tls.key=" + files.resolve("tls.key"), "http.tls.reloadPeriod=50ms",
      "http.requestTimeout=" + PATIENCE.toSeconds() + "s"};
  }

  private void write(X509Bundle bundle) throws IOException {
    Files.writeString(files.resolve("tls.crt"), bundle.getCertificatePathPEM());
    Files.writeString(files.resolve("tls.key"), bundle.getPrivateKeyPEM());
  }

  private Path authorities() throws IOException {
    return Files.writeString(files.resolve("ca.crt"), authority.getCertificatePEM());
  }

  private HttpResponse<String> post(HttpClient client) throws Exception {
    return client.send(HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/api/v1/sessions"))
        .POST(HttpRequest.BodyPublishers.ofString(Bodies.SESSION_START)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpClient client(HttpClient.Version version, KeyManager[] keys) throws Exception {
    return HttpClient.newBuilder().version(version).sslContext(context(keys)).build();
  }

  private SSLSocket connect(KeyManager[] keys) throws Exception {
    SSLSocket socket = (SSLSocket) context(keys).getSocketFactory()
        .createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    socket.startHandshake();
    return socket;
  }

  private X509Certificate certificate() throws Exception {
    try (SSLSocket socket = connect(NO_KEYS)) {
      return certificate(socket);
    }
  }

  private static X509Certificate certificate(SSLSocket socket) throws IOException {
    return (X509Certificate) socket.getSession().getPeerCertificates()[0];
  }

  private static String statusOfAStart(SSLSocket socket) throws IOException {
    String start = RawHttp.head("/api/v1/sessions", "Content-Length: " + Bodies.SESSION_START.length())
        + Bodies.SESSION_START;
    socket.getOutputStream().write(start.getBytes(StandardCharsets.UTF_8));
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    return head.substring(0, head.indexOf("\r\n"));
  }

  private static void awaitClose(SSLSocket socket) throws IOException {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (SocketException reset) {
      return;
    }
  }

  private static SSLContext context(KeyManager[] keys) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, new TrustManager[]{authority.toTrustManager()}, null);
    return context;
  }

  private static KeyManager[] keys(X509Bundle bundle) throws Exception {
    return bundle.toKeyManagerFactory().getKeyManagers();
  }

  private static X509Bundle authority(String subject) throws Exception {
    return new CertificateBuilder().subject(subject).ecp256().setIsCertificateAuthority(true)
        .setKeyUsage(true, CertificateBuilder.KeyUsage.keyCertSign).buildSelfSigned();
  }

  private static X509Bundle issued(String subject, X509Bundle issuer) throws Exception {
    return new CertificateBuilder().subject(subject).ecp256().addSanDnsName("localhost").addSanIpAddress("127.0.0.1")
        .setKeyUsage(true, CertificateBuilder.KeyUsage.digitalSignature).addExtendedKeyUsageServerAuth()
        .addExtendedKeyUsageClientAuth().buildIssuedBy(issuer);
  }
}
