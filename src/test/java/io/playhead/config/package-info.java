/** Tests of the configuration. */
@NullMarked
package io.playhead.config;

import org.jspecify.annotations.NullMarked;
