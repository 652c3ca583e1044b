package io.playhead;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.web.Router;

/** A part of the program that a command runs: the gateway, the aggregator. */
interface Role {
  /** Whether the role is of use while Kafka is away. */
  default boolean startsWithoutKafka() {
    return false;
  }

  /**
   * Starts the role, once its topics are known to be right, or while Kafka is away if it can. Otherwise it waits for
   * Kafka as long as it takes.
   */
  Future<Void> start();

  /** Adds what the role shows on the management port beside health and metrics. */
  default void addRoutes(Router management) {}

  /** Fails when the role has stopped for good, so that the process should end; never succeeds. */
  default Future<Void> failure() {
    return Promise.<Void>promise().future();
  }

  /** Ends what is in flight and lets go of Kafka. */
  Future<Void> stop();
}
