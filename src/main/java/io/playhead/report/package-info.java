/** What a session's events come to: the reports and their JSON (media-metrics §5). */
@NullMarked
package io.playhead.report;

import org.jspecify.annotations.NullMarked;
