/** Says whether a request body is what collection-api asks for, and if not, everything that is wrong with it. */
@NullMarked
package io.playhead.validation;

import org.jspecify.annotations.NullMarked;
