/** Tests of the report store: it is filled exactly once, whatever happens meanwhile. */
@NullMarked
package io.playhead.reports.store;

import org.jspecify.annotations.NullMarked;
