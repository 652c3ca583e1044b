package io.playhead.dev;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Instant;

/**
 * Simulated viewers, who watch over HTTP and keep books of what they did. As many as configured watch at once: each
 * that is through is replaced by the next.
 */
public final class Viewers extends VerticleBase {
  private final SimulationSettings settings;
  private final long total;
  private final ViewerPlanner planner;
  private final Promise<Books> done = Promise.promise();
  private volatile Books books = Books.EMPTY;
  private long begun;
  private long watching;
  private boolean stopped;

  private Viewers(SimulationSettings settings, long total) {
    this.settings = settings;
    this.total = total;
    this.planner = new ViewerPlanner(settings.seed(), settings.endings());
  }

  /** Viewers without end, once deployed and until undeployed. */
  public static Viewers endless(SimulationSettings settings) {
    return new Viewers(settings, Long.MAX_VALUE);
  }

  /** Lets that many viewers watch, one after the other and some at once; gives their books when all are through. */
  public static Future<Books> run(Vertx vertx, SimulationSettings settings, long total) {
    Viewers viewers = new Viewers(settings, total);
    return vertx.deployVerticle(viewers)
        .compose(deployment -> viewers.done.future().eventually(() -> vertx.undeploy(deployment)));
  }

  /** The books as of now. Thread-safe. */
  public Books books() {
    return books;
  }

  @Override
  public Future<?> start() {
    CollectionClient client =
        CollectionClient.create(vertx, settings.host(), settings.port(), settings.viewers());
    for (int i = 0; i < settings.viewers(); i++) {
      next(client);
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return Future.succeededFuture();
  }

  private void next(CollectionClient client) {
    if (begun < total && !stopped) {
      watching++;
      watch(client, planner.plan(begun++));
    } else if (watching == 0) {
      done.tryComplete(books);
    }
  }

  private void watch(CollectionClient client, ViewerPlan plan) {
    new ViewerRun(vertx, client, plan, settings.speed(), Instant.now(), () -> stopped).play().onSuccess(played -> {
      books = books.plus(plan, played);
      watching--;
      next(client);
    });
  }
}
