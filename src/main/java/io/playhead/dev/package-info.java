/** What a developer needs in place of the world: a Kafka broker in the process, and viewers. */
@NullMarked
package io.playhead.dev;

import org.jspecify.annotations.NullMarked;
