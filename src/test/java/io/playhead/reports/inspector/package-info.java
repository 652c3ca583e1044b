/** Tests of the session inspector. */
@NullMarked
package io.playhead.reports.inspector;

import org.jspecify.annotations.NullMarked;
