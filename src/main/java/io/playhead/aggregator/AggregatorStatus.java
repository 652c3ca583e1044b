package io.playhead.aggregator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the aggregator is. A dead thread is replaced after a pause, since most of what kills one passes; one death too many within the
 * period means that it is no longer alive and should be restarted. What lasts, as a full disk, kills the next one too: nothing is lost by
 * it, and work goes on when the cause is gone. State of an unknown version stops it for good. Thread-safe.
 */
public final class AggregatorStatus implements KafkaStreams.StateListener, StreamsUncaughtExceptionHandler {
  /** With as many deaths within the period it is no longer alive. */
  static final int TOO_MANY_DEATHS = 5;
  /** How long a death counts. */
  static final Duration PERIOD = Duration.ofMinutes(10);

  /** Before a dead thread is replaced: what lasts must neither fill the log nor keep a core busy. */
  static final Duration PAUSE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(AggregatorStatus.class);

  private final LongSupplier nanoTime;
  private final LongConsumer sleepNanos;
  private final Consumer<Throwable> fatal;
  private final Deque<Long> deaths = new ArrayDeque<>();
  private State state = State.CREATED;
  private boolean stopped;

  /**
   * Of an aggregator that has not started yet.
   *
   * @param sleepNanos lets the calling thread sleep
   * @param fatal told of what stops it for good, on a thread of Kafka Streams
   */
  public AggregatorStatus(LongSupplier nanoTime, LongConsumer sleepNanos, Consumer<Throwable> fatal) {
    this.nanoTime = nanoTime;
    this.sleepNanos = sleepNanos;
    this.fatal = fatal;
  }

  /** Whether it works or will by itself; if not, only a new process can. */
  public synchronized boolean isAlive() {
    return !stopped && recentDeaths() < TOO_MANY_DEATHS && state != State.ERROR;
  }

  /** Whether it processes its partitions and can show their sessions. */
  public synchronized boolean isRunning() {
    return state == State.RUNNING;
  }

  /** What it does, in words for an operator. */
  public synchronized String detail() {
    String doing = switch (state) {
      case CREATED -> "waiting for Kafka";
      case REBALANCING -> "rebalancing";
      case RUNNING -> "running";
      case PENDING_SHUTDOWN -> "stopping";
      case NOT_RUNNING -> "stopped";
      case PENDING_ERROR, ERROR -> "dead";
    };
    return recentDeaths() == 0 ? doing : doing + ", " + recentDeaths() + " dead threads in 10 min";
  }

  @Override
  public synchronized void onChange(State now, State before) {
    LOG.info("Aggregator: {}, was {}", now, before);
    state = now;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable death) {
    if (isOfUnknownVersion(death)) {
      LOG.error("The aggregator stops: {}", rootMessage(death));
      stop();
      fatal.accept(death);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.error("A thread of the aggregator died and is replaced", death);
    died();
    sleepNanos.accept(PAUSE.toNanos());
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private synchronized void stop() {
    stopped = true;
  }

  private synchronized void died() {
    deaths.addLast(nanoTime.getAsLong());
  }

  private int recentDeaths() {
    long now = nanoTime.getAsLong();
    while (!deaths.isEmpty() && now - deaths.getFirst() > PERIOD.toNanos()) {
      deaths.removeFirst();
    }
    return deaths.size();
  }

  private static boolean isOfUnknownVersion(Throwable death) {
    return root(death) instanceof UnknownStateVersionException;
  }

  private static String rootMessage(Throwable death) {
    return String.valueOf(root(death).getMessage());
  }

  private static Throwable root(Throwable death) {
    Throwable root = death;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
