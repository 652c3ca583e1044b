/** Tests of the spool on real files. */
@NullMarked
package io.playhead.eventlog.spool;

import org.jspecify.annotations.NullMarked;
