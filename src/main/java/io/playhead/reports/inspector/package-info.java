/** What became of each event of one session, found by folding its part of the event log again. */
@NullMarked
package io.playhead.reports.inspector;

import org.jspecify.annotations.NullMarked;
