/** Tests of the reports role over HTTP. */
@NullMarked
package io.playhead.reports;

import org.jspecify.annotations.NullMarked;
