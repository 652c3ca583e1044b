/** The report store: one DuckDB file, and what fills it from Kafka. */
@NullMarked
package io.playhead.reports.store;

import org.jspecify.annotations.NullMarked;
