package io.playhead.loadtest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The management port of what is tested. */
final class Management {
  private static final Duration POLL = Duration.ofMillis(200);

  private final URI health;

  /** The port with that base of its URLs. */
  Management(String base) {
    this.health = URI.create(base + "/health/ready");
  }

  /**
   * Waits until it says that it is ready.
   *
   * @throws IllegalStateException if it does not in time
   */
  void awaitReady(Duration patience) {
    long giveUp = System.nanoTime() + patience.toNanos();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (!isReady(http)) {
        if (System.nanoTime() > giveUp) {
          throw new IllegalStateException(health + " was not ready for " + patience.toSeconds() + " s");
        }
        Thread.sleep(POLL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + health, e);
    }
  }

  private boolean isReady(HttpClient http) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
