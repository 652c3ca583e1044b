package io.playhead.faults;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Players at work: each plays one session after the other, until told to come to an end. As SDKs do, they never post an
 * event again (collection-api §7).
 */
final class Players implements AutoCloseable {
  private static final int QUICK = 6;
  private static final int SLOW = 6;
  private static final Duration QUICK_PAUSE = Duration.ofMillis(50);
  private static final Duration SLOW_PAUSE = Duration.ofMillis(200);
  /** Before the next session after one that could not start. */
  private static final Duration RESTART_PAUSE = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI gateway;
  private final int sessions;
  private final AtomicInteger begun = new AtomicInteger();
  private final CountDownLatch ending = new CountDownLatch(1);
  private final Queue<Played> played = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();

  private Players(URI gateway, int sessions) {
    this.gateway = gateway;
    this.sessions = sessions;
  }

  /** Lets players play without end, half of them quickly. */
  static Players start(URI gateway) {
    Players players = new Players(gateway, Integer.MAX_VALUE);
    players.run();
    return players;
  }

  /** Plays every script once, without a pause. */
  static List<Played> playEachOnce(URI gateway) {
    Players players = new Players(gateway, Script.COUNT);
    players.ending.countDown();
    players.run();
    return players.join();
  }

  /** Lets every player come to the end of its session without further pauses; gives all sessions of all players. */
  List<Played> finish() {
    close();
    return join();
  }

  /** Lets no player begin another session; does not wait. */
  @Override
  public void close() {
    ending.countDown();
  }

  private void run() {
    for (int i = 0; i < QUICK + SLOW; i++) {
      Duration pause = i < QUICK ? QUICK_PAUSE : SLOW_PAUSE;
      threads.add(Thread.ofVirtual().start(() -> play(pause)));
    }
  }

  private List<Played> join() {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return List.copyOf(played);
  }

  private void play(Duration pause) {
    for (int number = begun.getAndIncrement(); number < sessions && goesOn(); number = begun.getAndIncrement()) {
      Played session = session(Script.of(number % Script.COUNT), pause);
      played.add(session);
      if (session.sid().isEmpty()) {
        pause(RESTART_PAUSE);
      }
    }
  }

  private boolean goesOn() {
    return sessions < Integer.MAX_VALUE || ending.getCount() > 0;
  }

  private Played session(Script script, Duration pause) {
    List<Call> calls = new ArrayList<>();
    Answer start = post("/api/v1/sessions", script.steps().getFirst().getFirst()).join();
    calls.add(start.call(0));
    if (start.location().isEmpty()) {
      return new Played(script.number(), Optional.empty(), calls);
    }
    String session = start.location().get();
    for (int step = 1; step < script.steps().size(); step++) {
      if (step < script.steps().size() - 1) {
        pause(pause);
      }
      int made = step;
      List<CompletableFuture<Answer>> atOnce =
          script.steps().get(step).stream().map(body -> post(session + "/events", body)).toList();
      atOnce.forEach(answer -> calls.add(answer.join().call(made)));
    }
    return new Played(script.number(), Optional.of(session.substring(session.lastIndexOf('/') + 1)), calls);
  }

  private record Answer(String body, int status, Optional<String> location, Optional<String> retryAfter, long millis) {
    Call call(int step) {
      return new Call(step, body, status, retryAfter, millis);
    }
  }

  private CompletableFuture<Answer> post(String path, String body) {
    long begin = System.nanoTime();
    HttpRequest request = HttpRequest.newBuilder(gateway.resolve(path)).timeout(PATIENCE)
        .POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).handle((response, failure) -> {
      long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
      return response == null
          ? new Answer(body, 0, Optional.empty(), Optional.empty(), millis)
          : new Answer(body, response.statusCode(), response.headers().firstValue("Location"),
              response.headers().firstValue("Retry-After"), millis);
    });
  }

  private void pause(Duration pause) {
    try {
      boolean unused = ending.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
