/** Following a player's calls as they are logged and refused. */
@NullMarked
package io.playhead.reports.watch;

import org.jspecify.annotations.NullMarked;
