/** The {@code reports} role: the report store, the HTTP server of its query API, and the page. */
@NullMarked
package io.playhead.reports;

import org.jspecify.annotations.NullMarked;
