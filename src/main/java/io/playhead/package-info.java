/** The program: its commands, and the roles that they start. */
@NullMarked
package io.playhead;

import org.jspecify.annotations.NullMarked;
