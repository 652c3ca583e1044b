/** Tests of the topology: in the test driver, replayed with restarts, and on a real broker. */
@NullMarked
package io.playhead.aggregator;

import org.jspecify.annotations.NullMarked;
