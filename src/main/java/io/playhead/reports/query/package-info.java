/** Questions to the report store: metrics over many sessions, and the sessions behind them (media-metrics §8). */
@NullMarked
package io.playhead.reports.query;

import org.jspecify.annotations.NullMarked;
