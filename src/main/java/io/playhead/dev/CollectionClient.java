package io.playhead.dev;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Optional;

/** A player's calls to a gateway (collection-api §1). */
final class CollectionClient {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MAX_CONNECTIONS = 256;
  private static final int LARGEST_BURST = 4;

  private final HttpClient http;

  private CollectionClient(HttpClient http) {
    this.http = http;
  }

  /** A client for that many viewers at once; what each may have under way bounds what waits for a connection. */
  static CollectionClient create(Vertx vertx, String host, int port, int viewers) {
    int atOnce = viewers * LARGEST_BURST;
    return new CollectionClient(vertx.createHttpClient(
        new HttpClientOptions().setDefaultHost(host).setDefaultPort(port),
        new PoolOptions().setHttp1MaxSize(Math.min(atOnce, MAX_CONNECTIONS)).setMaxWaitQueueSize(atOnce)));
  }

  /**
   * What a gateway said.
   *
   * @param location the path of the session that was made
   */
  record Answer(int status, Optional<String> location) {}

  /** Posts a body; fails if there is no answer. */
  Future<Answer> post(String path, byte[] body) {
    RequestOptions request =
        new RequestOptions().setMethod(HttpMethod.POST).setURI(path).putHeader("Content-Type", "application/json")
            .setTimeout(PATIENCE.toMillis());
    return http.request(request)
        .compose(sent -> sent.send(Buffer.buffer(body)))
        .compose(response -> response.end()
            .map(ended -> new Answer(response.statusCode(), Optional.ofNullable(response.getHeader("Location")))));
  }
}
