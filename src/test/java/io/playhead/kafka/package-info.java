/** A running Kafka for tests. */
@NullMarked
package io.playhead.kafka;

import org.jspecify.annotations.NullMarked;
