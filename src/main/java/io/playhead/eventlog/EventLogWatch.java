package io.playhead.eventlog;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log when the state of an event log has changed and when its topic has grown, and ends a producer that
 * hangs.
 */
public final class EventLogWatch extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(EventLogWatch.class);
  private static final long LOOK_EVERY_MILLIS = 250;

  private final EventLog log;
  private EventLogState known = EventLogState.LIVE;
  private boolean growthTold;

  /** A watch of that log. */
  public EventLogWatch(EventLog log) {
    this.log = log;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(LOOK_EVERY_MILLIS, timer -> look());
    return Future.succeededFuture();
  }

  private void look() {
    log.endWhatHangs();
    EventLogState now = log.state();
    if (now != known) {
      known = now;
      tell(now, log.detail(now));
    }
    int partitions = log.partitionsInKafka();
    if (partitions > log.partitions() && !growthTold) {
      growthTold = true;
      LOG.error("Topic {} has grown to {} partitions; events keep going to the first {}, as topics.partitions says. "
          + "A larger log is a new topics.prefix and aggregator.applicationId", log.topic(), partitions,
          log.partitions());
    }
  }

  private static void tell(EventLogState state, String detail) {
    switch (state) {
      case LIVE, DRAINING -> LOG.info("Event log {}", detail);
      case SPOOLING -> LOG.warn("Event log {}", detail);
      case REFUSING -> LOG.error("Event log {}", detail);
    }
  }
}
