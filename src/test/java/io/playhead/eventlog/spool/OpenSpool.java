package io.playhead.eventlog.spool;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.playhead.config.DataSize;
import io.playhead.config.SpoolConfig;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;

/**
 * A spool on a real disk, with a clock that stands. Its events have their counter as value, and a key of random bytes: nothing
 * compresses.
 */
final class OpenSpool implements AutoCloseable {
  static final String TOPIC = "media.events";
  static final int PARTITIONS = 4;
  static final int EVENT_BYTES = 400;
  static final DataSize MAX_BYTES = new DataSize(64L << 20);
  static final Duration MAX_AGE = Duration.ofHours(1);

  final MeterRegistry meters = new SimpleMeterRegistry();
  final Spool spool;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochMilli(1_700_000_000_000L));

  OpenSpool(Path directory, DataSize maxBytes) throws SpoolException {
    InstantSource clock = now::get;
    spool = Spool.open(directory, new SpoolConfig(maxBytes, MAX_AGE, 1_000), TOPIC, PARTITIONS, clock, meters);
  }

  OpenSpool(Path directory) throws SpoolException {
    this(directory, MAX_BYTES);
  }

  void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  /** Done when the event is answered: empty if it is durable. */
  CompletableFuture<Optional<SpoolException>> append(int partition, long counter) {
    CompletableFuture<Optional<SpoolException>> answer = new CompletableFuture<>();
    byte[] key = new byte[EVENT_BYTES - Long.BYTES];
    new Random(counter).nextBytes(key);
    byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(counter).array();
    spool.append(partition, counter, key, value, List.of(),
        failure -> answer.complete(Optional.ofNullable(failure)));
    return answer;
  }

  /** Appends and waits until all are durable. */
  void appendAll(int partition, LongStream counters) {
    List<CompletableFuture<Optional<SpoolException>>> answers =
        counters.mapToObj(counter -> append(partition, counter)).toList();
    for (CompletableFuture<Optional<SpoolException>> answer : answers) {
      answer.orTimeout(30, TimeUnit.SECONDS).join().ifPresent(failure -> {
        throw new AssertionError(failure);
      });
    }
  }

  List<Long> read(int partition, int max) throws SpoolException {
    return counters(spool.read(partition, max, Long.MAX_VALUE));
  }

  /** Takes all events of a partition out, a few hundred at a time. */
  List<Long> drain(int partition) throws SpoolException {
    List<Long> drained = new ArrayList<>();
    for (List<SpooledEvent> batch = next(partition); !batch.isEmpty(); batch = next(partition)) {
      drained.addAll(counters(batch));
      spool.remove(batch);
    }
    return drained;
  }

  private List<SpooledEvent> next(int partition) throws SpoolException {
    return spool.read(partition, 500, 1L << 20);
  }

  double counter(String name) {
    return meters.get(name).counters().stream().mapToDouble(counter -> counter.count()).sum();
  }

  static List<Long> counters(List<SpooledEvent> events) {
    return events.stream().map(event -> ByteBuffer.wrap(event.value()).getLong()).toList();
  }

  @Override
  public void close() throws SpoolException {
    spool.close();
  }
}
