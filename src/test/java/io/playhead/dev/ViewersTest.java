package io.playhead.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.junit5.VertxExtension;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Viewers before a server that takes all but what the test has it refuse. */
@ExtendWith(VertxExtension.class)
class ViewersTest {
  private static final int TOTAL = 60;
  private static final long SEED = 3;
  private static final int PATIENCE_SECONDS = 30;

  private final AtomicLong starts = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final ViewerPlanner planner = new ViewerPlanner(SEED, EnumSet.allOf(Ending.class));

  @Test
  void everyEventOfEveryViewerArrivesAndIsInTheBooks(Vertx vertx) throws Exception {
    Books books = run(vertx, start -> false, event -> false);

    long planned = plannedEvents();
    assertThat(starts.get() + events.get()).isEqualTo(planned);
    assertThat(books).isEqualTo(new Books(TOTAL, planned, 0, 0, 0, expected()));
  }

  @Test
  void aRefusedStartIsTriedAgain(Vertx vertx) throws Exception {
    Books books = run(vertx, start -> start == 1, event -> false);

    assertThat(books).isEqualTo(new Books(TOTAL, plannedEvents(), 0, 0, 1, expected()));
  }

  @Test
  void aRefusedEventIsLostAndItsViewerLeftOutOfTheTotals(Vertx vertx) throws Exception {
    Books books = run(vertx, start -> false, event -> event == 5);

    assertThat(books.viewers()).isEqualTo(TOTAL - 1);
    assertThat(books.disturbed()).isEqualTo(1);
    assertThat(books.lost()).isEqualTo(1);
    assertThat(books.retries()).isZero();
  }

  @Test
  void aViewerWhoIsThroughIsReplaced(Vertx vertx) throws Exception {
    CountDownLatch enough = new CountDownLatch(TOTAL);
    int port = serve(vertx, start -> {
      enough.countDown();
      return false;
    }, event -> false);

    vertx.deployVerticle(Viewers.endless(settings(port)));

    assertThat(enough.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  private Books run(Vertx vertx, LongPredicate refusesStart, LongPredicate refusesEvent) throws Exception {
    int port = serve(vertx, refusesStart, refusesEvent);
    return Viewers.run(vertx, settings(port), TOTAL).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static SimulationSettings settings(int port) {
    return new SimulationSettings("127.0.0.1", port, 10, 1_000_000, SEED, EnumSet.allOf(Ending.class));
  }

  /** The predicates are asked with the number of the start or event, from 1. */
  private int serve(Vertx vertx, LongPredicate refusesStart, LongPredicate refusesEvent) throws Exception {
    return vertx.createHttpServer().requestHandler(request -> request.body().onSuccess(body -> {
      if (request.path().endsWith("/events")) {
        answer(request, refusesEvent.test(events.incrementAndGet()) ? 503 : 204);
      } else if (refusesStart.test(starts.incrementAndGet())) {
        answer(request, 503);
      } else {
        events.addAndGet(Json.decodeValue(body) instanceof JsonArray batch ? batch.size() - 1 : 0);
        request.response().putHeader("Location", "/api/v1/sessions/" + starts.get());
        answer(request, 201);
      }
    })).listen(0, "127.0.0.1").await(PATIENCE_SECONDS, TimeUnit.SECONDS).actualPort();
  }

  private static void answer(HttpServerRequest request, int status) {
    request.response().setStatusCode(status).end();
  }

  private long plannedEvents() {
    return LongStream.range(0, TOTAL).mapToObj(planner::plan).flatMap(ViewerPlan::events).count();
  }

  private Totals expected() {
    return LongStream.range(0, TOTAL).mapToObj(planner::plan).map(ViewerPlan::expected)
        .reduce(Totals.NONE, Totals::plus);
  }
}
