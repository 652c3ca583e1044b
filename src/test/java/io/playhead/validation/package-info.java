/** The request bodies of collection-api, row by row. */
@NullMarked
package io.playhead.validation;

import org.jspecify.annotations.NullMarked;
