/** Load tests: simulated players that call the Media Collection API, and a check of the reports that come of it. */
@NullMarked
package io.playhead.loadtest;

import org.jspecify.annotations.NullMarked;
