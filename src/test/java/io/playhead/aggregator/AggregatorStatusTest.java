package io.playhead.aggregator;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class AggregatorStatusTest {
  private final AtomicLong nanos = new AtomicLong();
  private final List<Throwable> fatal = new ArrayList<>();
  private final AggregatorStatus status = new AggregatorStatus(nanos::get, nanos::addAndGet, fatal::add);

  @Test
  void itIsReadyWhileItRuns() {
    assertThat(status.isRunning()).isFalse();
    status.onChange(State.RUNNING, State.REBALANCING);
    assertThat(status.isRunning()).isTrue();
    status.onChange(State.REBALANCING, State.RUNNING);
    assertThat(status.isRunning()).isFalse();
    assertThat(status.detail()).isEqualTo("rebalancing");
  }

  @Test
  void aDeadThreadIsReplaced() {
    assertThat(status.handle(new StreamsException("broken"))).isEqualTo(REPLACE_THREAD);
    assertThat(status.isAlive()).isTrue();
    assertThat(status.detail()).isEqualTo("waiting for Kafka, 1 dead threads in 10 min");
  }

  @Test
  void aDeadThreadIsReplacedAfterAPause() {
    die(1);

    assertThat(nanos).hasValue(AggregatorStatus.PAUSE.toNanos());
  }

  @Test
  void repeatedDeathFailsLiveness() {
    die(AggregatorStatus.TOO_MANY_DEATHS);

    assertThat(status.isAlive()).isFalse();
  }

  @Test
  void aDeathIsForgottenAfterThePeriod() {
    die(AggregatorStatus.TOO_MANY_DEATHS - 1);
    nanos.addAndGet(AggregatorStatus.PERIOD.toNanos() + 1);
    die(1);

    assertThat(status.isAlive()).isTrue();
  }

  @Test
  void stateOfAnUnknownVersionStopsItForGood() {
    Throwable death = new StreamsException("task failed", new UnknownStateVersionException(9));

    assertThat(status.handle(death)).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(status.isAlive()).isFalse();
    assertThat(fatal).containsExactly(death);
  }

  private void die(int times) {
    for (int i = 0; i < times; i++) {
      status.handle(new StreamsException("broken"));
    }
  }
}
