package io.playhead.eventlog;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.playhead.eventlog.spool.Spool;
import io.playhead.eventlog.spool.SpoolException;
import io.playhead.eventlog.spool.SpooledEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what is in the spool to Kafka, on a thread of its own.
 *
 * <p>It goes in rounds: of every partition that takes records again one batch, all at once, and the next round only
 * when all of them have ended; so no batch passes another. A partition is asked by a tick first, which costs nothing if
 * it fails. Its producer is its own: what fails here does not end the live events' producer.
 */
public final class Drain {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(500);
  private static final int LARGEST_BATCH = 1_000;
  private static final long LARGEST_BATCH_BYTES = 1 << 20;
  private static final int BATCHES_A_SECOND = 10;

  private final EventLog log;
  private final Spool spool;
  private final EventProducer producer;
  private final int perSecond;
  private final Duration patience;
  private final Counter drained;
  private final List<Probe> probes;
  private final Thread thread = new Thread(this::run, "drain");
  private volatile boolean closed;

  /**
   * A drain that is not yet started.
   *
   * @param perSecond how many events it sends a second at most
   */
  public Drain(EventLog log, Spool spool, EventProducer producer, int perSecond, MeterRegistry meters) {
    this.log = log;
    this.spool = spool;
    this.producer = producer;
    this.perSecond = perSecond;
    this.patience = log.patience();
    this.probes = log.lanes().stream().map(lane -> new Probe(log, lane, producer, BETWEEN_PROBES)).toList();
    this.drained = Counter.builder("playhead.spool.drained")
        .description("Events that went from the spool to Kafka")
        .register(meters);
    thread.setDaemon(true);
  }

  /** Begins, and goes on until it is closed. */
  public void start() {
    thread.start();
  }

  /** Ends after the round that is under way. */
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }

  private void run() {
    while (!closed) {
      try {
        pause(round());
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("A round of the drain failed, going on", e);
      }
    }
  }

  /** How many events got to Kafka. */
  private int round() throws InterruptedException {
    if (probes.stream().anyMatch(probe -> probe.hangs(patience))) {
      giveUp();
    }
    probes.forEach(Probe::sendIfDue);
    List<DrainBatch> batches = new ArrayList<>();
    for (Lane lane : log.lanes()) {
      if (lane.isDrainable()) {
        next(lane).ifPresent(batches::add);
      }
    }
    int sum = 0;
    for (DrainBatch batch : batches) {
      sum += finish(batch);
    }
    drained.increment(sum);
    return sum;
  }

  private Optional<DrainBatch> next(Lane lane) {
    boolean settled = lane.isSettled();
    List<SpooledEvent> events = read(lane);
    if (!events.isEmpty()) {
      return Optional.of(DrainBatch.send(log.topic(), lane, events, producer));
    }
    if (settled && spool.isEmpty(lane.partition())) {
      lane.drained();
    }
    return Optional.empty();
  }

  private List<SpooledEvent> read(Lane lane) {
    int most = Math.clamp(perSecond / BATCHES_A_SECOND, 1, LARGEST_BATCH);
    try {
      return spool.read(lane.partition(), most, LARGEST_BATCH_BYTES);
    } catch (SpoolException e) {
      LOG.error("Partition {} of the spool cannot be read, trying again: {}", lane.partition(), e.getMessage());
      lane.lost();
      return List.of();
    }
  }

  private int finish(DrainBatch batch) throws InterruptedException {
    while (!batch.await(patience)) {
      giveUp();
    }
    int acknowledged = batch.acknowledged();
    if (acknowledged > 0) {
      spool.remove(batch.events().subList(0, acknowledged));
      log.written(batch.lane().partition());
      log.acknowledged();
    }
    batch.failureOf(acknowledged).ifPresent(failure -> passOver(batch, batch.events().get(acknowledged), failure));
    return acknowledged;
  }

  /** What is out should have ended long ago: see {@link EventLog#endWhatHangs}. */
  private void giveUp() {
    producer.giveUp(new TimeoutException("the drain was told nothing for " + patience.toSeconds() + " s"));
  }

  private void passOver(DrainBatch batch, SpooledEvent failed, Exception failure) {
    if (!Lane.isOfThisRecordAlone(failure)) {
      batch.lane().lost();
      return;
    }
    try {
      spool.setAside(failed, failure.toString());
    } catch (SpoolException e) {
      LOG.error("{}, trying again", e.getMessage());
      batch.lane().lost();
    }
  }

  private void pause(int sent) throws InterruptedException {
    if (sent == 0) {
      Thread.sleep(IDLE);
    } else {
      TimeUnit.NANOSECONDS.sleep(TimeUnit.SECONDS.toNanos(sent) / perSecond);
    }
  }
}
