/** Tests of questions to the report store. */
@NullMarked
package io.playhead.reports.query;

import org.jspecify.annotations.NullMarked;
