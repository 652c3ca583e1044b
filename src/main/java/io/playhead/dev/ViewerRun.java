package io.playhead.dev;

import io.playhead.dev.Books.Played;
import io.playhead.dev.CollectionClient.Answer;
import io.playhead.dev.ViewerPlan.Call;
import io.playhead.dev.ViewerPlan.Delivery;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One viewer's player at work: it makes the calls of a plan when they are due, each after the answers to those before.
 * As SDKs do, it tries again to start a session, but never to post an event (collection-api §7).
 */
final class ViewerRun {
  private static final String SESSIONS = "/api/v1/sessions";
  private static final String DOWNLOADED = "/api/v1/downloaded";
  private static final int CREATED = 201;
  private static final int TAKEN = 204;
  private static final int NOT_KEPT = 503;
  /** Milliseconds before each further attempt to start a session. */
  private static final List<Long> RETRY_AFTER = List.of(250L, 1_000L, 4_000L);

  private final Vertx vertx;
  private final CollectionClient client;
  private final ViewerPlan plan;
  private final double speed;
  private final Instant start;
  private final BooleanSupplier stopped;
  private final long startNanos = System.nanoTime();
  private final Promise<Played> done = Promise.promise();
  private long lost;
  private int retries;

  /** A run from that instant on, until its end or until it is stopped. */
  ViewerRun(Vertx vertx, CollectionClient client, ViewerPlan plan, double speed, Instant start,
      BooleanSupplier stopped) {
    this.vertx = vertx;
    this.client = client;
    this.plan = plan;
    this.speed = speed;
    this.start = start;
    this.stopped = stopped;
  }

  /** Done after the last call, never if it is stopped before; does not fail. */
  Future<Played> play() {
    if (plan.isBatch()) {
      begin(plan.delivery() == Delivery.DOWNLOADED ? DOWNLOADED : SESSIONS, plan.batch(start));
    } else {
      begin(SESSIONS, plan.calls().getFirst().events().getFirst().body(start));
    }
    return done.future();
  }

  private void begin(String path, byte[] body) {
    client.post(path, body).onComplete(answer -> {
      if (answer.succeeded() && answer.result().status() == CREATED) {
        goOn(answer.result(), 1);
      } else if (mayBeKept(answer)) {
        giveUp();
      } else {
        tryAgain(path, body);
      }
    });
  }

  /** Where a session may have been opened without our learning of it, another one would be one too many. */
  private static boolean mayBeKept(AsyncResult<Answer> answer) {
    return answer.failed() || answer.result().status() != NOT_KEPT;
  }

  private void tryAgain(String path, byte[] body) {
    if (retries == RETRY_AFTER.size()) {
      giveUp();
    } else {
      vertx.setTimer(RETRY_AFTER.get(retries++), timer -> begin(path, body));
    }
  }

  /** Also waits, lest whoever replaces this viewer knock at a closed door in a tight loop. */
  private void giveUp() {
    lost = plan.events().count();
    vertx.setTimer(RETRY_AFTER.getLast(), timer -> finish());
  }

  private void goOn(Answer started, int next) {
    if (plan.isBatch() || next == plan.calls().size()) {
      finish();
      return;
    }
    Call call = plan.calls().get(next);
    long wait = Math.round(call.due() / speed) - (System.nanoTime() - startNanos) / 1_000_000;
    if (wait > 0) {
      vertx.setTimer(wait, timer -> post(started, call, next));
    } else {
      post(started, call, next);
    }
  }

  private void post(Answer started, Call call, int next) {
    if (stopped.getAsBoolean()) {
      return;
    }
    String path = started.location().orElse("") + "/events";
    List<Future<Void>> posted =
        call.events().stream().map(event -> client.post(path, event.body(start)).transform(this::taken)).toList();
    Future.join(posted).onComplete(answers -> goOn(started, next + 1));
  }

  private Future<Void> taken(AsyncResult<Answer> answer) {
    lost += answer.succeeded() && answer.result().status() == TAKEN ? 0 : 1;
    return Future.succeededFuture();
  }

  private void finish() {
    done.complete(new Played(lost, retries));
  }
}
