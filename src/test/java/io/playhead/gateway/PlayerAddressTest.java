package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.eventlog.RecordHeaders;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.playhead.kafka.TopicReader;
import io.playhead.sessionid.SessionIds;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept of a player's address. The test calls from 127.0.0.1. */
@ExtendWith({VertxExtension.class, KafkaExtension.class})
class PlayerAddressTest {
  private static TestGateway dropping;
  private static TestGateway direct;
  private static TestGateway behindProxies;
  private static TestGateway behindStandardProxies;

  @BeforeAll
  static void start(Vertx vertx, TestKafka kafka) throws Exception {
    String proxies = "http.trustedProxies=127.0.0.1,10.0.0.0/8,fd00::/8";
    dropping = TestGateway.start(vertx, kafka, proxies);
    direct = TestGateway.start(vertx, kafka, "gateway.address=truncate");
    behindProxies = TestGateway.start(vertx, kafka, "gateway.address=truncate", proxies);
    behindStandardProxies =
        TestGateway.start(vertx, kafka, "gateway.address=truncate", proxies, "http.proxyHeader=Forwarded");
  }

  @AfterAll
  static void stop() throws Exception {
    dropping.stop();
    direct.stop();
    behindProxies.stop();
    behindStandardProxies.stop();
  }

  @Test
  void byDefaultNothingIsKept() throws Exception {
    assertThat(kept(dropping, "X-Forwarded-For", "198.51.100.7")).isNull();
  }

  @Test
  void whoIsNoTrustedProxyIsNotBelieved() throws Exception {
    assertThat(kept(direct, "X-Forwarded-For", "198.51.100.7")).isEqualTo("127.0.0.0");
    assertThat(kept(direct, "Forwarded", "for=198.51.100.7")).isEqualTo("127.0.0.0");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      198.51.100.7                           | 198.51.100.0
      198.51.100.7:4711                      | 198.51.100.0
      2001:db8:1:2:3:4:5:6                   | 2001:db8:1:0:0:0:0:0
      [2001:db8:1:2:3:4:5:6]:4711            | 2001:db8:1:0:0:0:0:0
      ::ffff:198.51.100.7                    | 198.51.100.0
      198.51.100.7, 10.1.2.3                 | 198.51.100.0
      198.51.100.7 ,fd00::1, 10.1.2.3        | 198.51.100.0
      203.0.113.9, 198.51.100.7              | 198.51.100.0
      203.0.113.9, 198.51.100.7, 10.1.2.3    | 198.51.100.0
      10.9.9.9, 10.1.2.3                     | 10.9.9.0
      203.0.113.9, unknown, 10.1.2.3         | 10.1.2.0
      198.51.100.7, 10.1.2.3, player.example | 127.0.0.0
      ''                                     | 127.0.0.0
      ,,,                                    | 127.0.0.0
      """)
  void theLastAddressThatNoTrustedProxyHasIsThePlayers(String header, String network) throws Exception {
    assertThat(kept(behindProxies, "X-Forwarded-For", header)).isEqualTo(network);
  }

  @Test
  void severalLinesAreOneList() throws Exception {
    assertThat(kept(behindProxies, "X-Forwarded-For", "203.0.113.9\r\nX-Forwarded-For: 198.51.100.7, 10.1.2.3"))
        .isEqualTo("198.51.100.0");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
      for=198.51.100.7                                        | 198.51.100.0
      FOR="198.51.100.7:4711";proto=https                     | 198.51.100.0
      by=10.0.0.1; for="[2001:db8:1:2::6]:4711"               | 2001:db8:1:0:0:0:0:0
      for=203.0.113.9;host="a,b", for=198.51.100.7, for=10.1.2.3 | 198.51.100.0
      for=198.51.100.7, proto=https, for=10.1.2.3             | 10.1.2.0
      for=_hidden, for=10.1.2.3                               | 10.1.2.0
      for=unknown                                             | 127.0.0.0
      for="203.0.113.9, for=198.51.100.7                      | 198.51.100.0
      for="203.0.113.9;x, for=198.51.100.7                    | 198.51.100.0
      host="a;for=203.0.113.9";for=198.51.100.7               | 198.51.100.0
      """)
  void theStandardHeaderIsReadTheSameWay(String header, String network) throws Exception {
    assertThat(kept(behindStandardProxies, "Forwarded", header)).isEqualTo(network);
  }

  @Test
  void theHeaderThatTheProxiesDoNotWriteIsNotBelieved() throws Exception {
    assertThat(kept(behindProxies, "Forwarded", "for=198.51.100.7")).isEqualTo("127.0.0.0");
    assertThat(kept(behindStandardProxies, "X-Forwarded-For", "198.51.100.7")).isEqualTo("127.0.0.0");
  }

  private static @Nullable String kept(TestGateway gateway, String header, String value) throws Exception {
    try (RawHttp http = new RawHttp(gateway.port())) {
      http.write(RawHttp.head("/api/v1/sessions", "Content-Length: " + Bodies.SESSION_START.length(),
          header + ": " + value) + Bodies.SESSION_START);
      String head = http.read().head();
      int sid = head.indexOf("sessions/") + "sessions/".length();
      return TopicReader.header(gateway.events(head.substring(sid, sid + SessionIds.LENGTH)).get(0),
          RecordHeaders.ADDRESS);
    }
  }
}
