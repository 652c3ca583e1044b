package io.playhead;

import io.playhead.config.ConfigException;
import io.playhead.config.PlayheadConfig;
import io.playhead.eventlog.BootstrapNames;
import io.playhead.eventlog.TopicAdmin;
import io.playhead.eventlog.TopicCheck;
import io.playhead.eventlog.Topics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets roles start only on topics that are as configured; those that can work without Kafka are told later if they are
 * not.
 */
final class TopicsGate {
  private static final Logger LOG = LoggerFactory.getLogger(TopicsGate.class);
  private static final long RETRY_SECONDS = 1;

  private final Vertx vertx;
  private final PlayheadConfig config;

  TopicsGate(Vertx vertx, PlayheadConfig config) {
    this.vertx = vertx;
    this.config = config;
  }

  /**
   * Waits until Kafka answers.
   *
   * @throws ConfigException if the topics are not as configured
   */
  void await() {
    for (boolean here = tryOnce(); !here; here = isRight(check())) {
      vertx.timer(RETRY_SECONDS, TimeUnit.SECONDS).await();
    }
  }

  /**
   * Asks once.
   *
   * @return false if Kafka does not answer
   * @throws ConfigException if the topics are not as configured
   */
  boolean tryOnce() {
    TopicCheck check = check();
    if (check instanceof TopicCheck.Unreachable unreachable) {
      LOG.warn("Waiting for Kafka: {}", unreachable.reason());
    }
    return isRight(check);
  }

  /**
   * Goes on asking beside what runs: done when the topics are found right, failed with a {@link ConfigException} if
   * not.
   */
  Future<Void> watch() {
    Promise<Void> found = Promise.promise();
    askAgain(found);
    return found.future();
  }

  private void askAgain(Promise<Void> found) {
    vertx.executeBlocking(() -> isRightByNow(check()), false).onFailure(found::tryFail).onSuccess(here -> {
      if (here) {
        found.tryComplete();
      } else {
        vertx.setTimer(TimeUnit.SECONDS.toMillis(RETRY_SECONDS), timer -> askAgain(found));
      }
    });
  }

  /** A broker that is just coming back may refuse what it allows a little later. */
  private static boolean isRightByNow(TopicCheck check) {
    if (check instanceof TopicCheck.Refused refused) {
      LOG.warn("{}", refused.reason());
      return false;
    }
    return isRight(check);
  }

  private static boolean isRight(TopicCheck check) {
    return switch (check) {
      case TopicCheck.Right right -> true;
      case TopicCheck.Unreachable unreachable -> false;
      case TopicCheck.Refused refused -> throw new ConfigException(List.of(refused.reason()));
      case TopicCheck.Wrong wrong -> throw new ConfigException(wrong.problems());
    };
  }

  private TopicCheck check() {
    try (TopicAdmin admin = new TopicAdmin(config.kafka())) {
      return admin.check(new Topics(config.topics()).all());
    } catch (KafkaException e) {
      if (BootstrapNames.areUnresolvable(e)) {
        return new TopicCheck.Unreachable(BootstrapNames.reason(e));
      }
      throw e;
    }
  }
}
