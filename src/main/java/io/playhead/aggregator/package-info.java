/** The fold of {@code media.events} into reports: a Kafka Streams topology around the session core (design §5). */
@NullMarked
package io.playhead.aggregator;

import org.jspecify.annotations.NullMarked;
