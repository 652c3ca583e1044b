package io.playhead.upgrade;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The load balancer before the gateways: what has one path goes to one gateway, as long as that one is there. */
final class Balancer {
  private static final int CONNECTIONS = 256;
  private static final int PATIENCE_SECONDS = 20;

  private final List<Integer> ports = new CopyOnWriteArrayList<>();
  private final HttpClient client;
  private final int port;

  private Balancer(Vertx vertx) throws Exception {
    this.client = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    this.port = vertx.createHttpServer().requestHandler(this::pass).listen(0, "127.0.0.1")
        .await(PATIENCE_SECONDS, TimeUnit.SECONDS).actualPort();
  }

  /** One that knows of no gateway yet. */
  static Balancer start(Vertx vertx) throws Exception {
    return new Balancer(vertx);
  }

  /** Where players reach it. */
  int port() {
    return port;
  }

  /** Sends calls to that gateway from now on. */
  void add(Instance gateway) {
    ports.add(gateway.port());
  }

  /** Sends no further call to that gateway; those under way are its to answer. */
  void remove(Instance gateway) {
    ports.remove(Integer.valueOf(gateway.port()));
  }

  private void pass(HttpServerRequest request) {
    request.body().compose(body -> ask(request, body)).onSuccess(answer -> {
      String location = answer.getHeader("Location");
      if (location != null) {
        request.response().putHeader("Location", location);
      }
      request.response().setStatusCode(answer.statusCode()).end();
    }).onFailure(lost -> request.response().setStatusCode(502).end());
  }

  private Future<HttpClientResponse> ask(HttpServerRequest request, Buffer body) {
    List<Integer> there = List.copyOf(ports);
    int gateway = there.get(Math.floorMod(request.path().hashCode(), there.size()));
    return client.request(request.method(), gateway, "127.0.0.1", request.path())
        .compose(passed -> passed.send(body))
        .compose(answer -> answer.end().map(answer));
  }
}
