/** Configuration: one typed record per section, its loading from all sources, and its checking. */
@NullMarked
package io.playhead.config;

import org.jspecify.annotations.NullMarked;
