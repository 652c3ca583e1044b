/** Tests of following a player's calls. */
@NullMarked
package io.playhead.reports.watch;

import org.jspecify.annotations.NullMarked;
