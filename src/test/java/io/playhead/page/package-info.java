/** The page of the reports in a real browser: the system's Chromium. */
@NullMarked
package io.playhead.page;

import org.jspecify.annotations.NullMarked;
