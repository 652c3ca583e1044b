/** For operators: health, metrics and logging. */
@NullMarked
package io.playhead.ops;

import org.jspecify.annotations.NullMarked;
