package io.playhead.eventlog;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The log of refused bodies, for those who look after the players: kept at a capped rate, the rest only counted.
 *
 * <p>It never slows the good path: it has a producer and a thread of its own, and what does not fit is dropped.
 */
public final class RejectedLog {
  private static final int MAX_WAITING = 100;
  /** Those that wait hold their whole bodies, up to a batch of 1 MiB by default, for which the player has its answer. */
  private static final long MAX_WAITING_BYTES = 8 << 20;

  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final String topic;
  private final EventProducer producer;
  private final WorkerExecutor worker;
  private final RateCap cap;
  private final Counter kept;
  private final Counter capped;
  private final Counter failed;

  /**
   * A log on a topic.
   *
   * @param perSecond how many it keeps a second at most
   * @param nanoTime a clock for durations, nanoseconds
   */
  public RejectedLog(
      Vertx vertx,
      String topic,
      EventProducer producer,
      int perSecond,
      LongSupplier nanoTime,
      MeterRegistry meters) {
    this.topic = topic;
    this.producer = producer;
    this.worker = vertx.createSharedWorkerExecutor("rejected-log", 1);
    this.cap = new RateCap(perSecond, nanoTime);
    this.kept = counter(meters, "kept");
    this.capped = counter(meters, "capped");
    this.failed = counter(meters, "failed");
  }

  /** Keeps a rejection if the rate allows. */
  public void offer(Rejection rejection) {
    if (!hasRoomFor(rejection) || !cap.admits()) {
      capped.increment();
      return;
    }
    waiting.incrementAndGet();
    waitingBytes.addAndGet(rejection.bytes());
    worker.executeBlocking(() -> {
      try {
        send(rejection);
      } finally {
        waiting.decrementAndGet();
        waitingBytes.addAndGet(-rejection.bytes());
      }
      return null;
    });
  }

  /** One may wait whatever its size. Event loops that ask at once may each get the last room: the bounds are passed by that. */
  private boolean hasRoomFor(Rejection rejection) {
    int others = waiting.get();
    return others == 0
        || (others < MAX_WAITING && waitingBytes.get() + rejection.bytes() <= MAX_WAITING_BYTES);
  }

  private void send(Rejection rejection) {
    byte[] key = rejection.sid().map(sid -> sid.getBytes(StandardCharsets.ISO_8859_1)).orElse(null);
    producer.send(new ProducerRecord<>(topic, key, rejection.toJson()),
        (metadata, failure) -> (failure == null ? kept : failed).increment());
  }

  private static Counter counter(MeterRegistry meters, String outcome) {
    return Counter.builder("playhead.rejected")
        .description("Refused bodies by what became of them in media.rejected")
        .tag("outcome", outcome)
        .register(meters);
  }
}
