/** Tests of the reports port over HTTP. */
@NullMarked
package io.playhead.reports;

import org.jspecify.annotations.NullMarked;
