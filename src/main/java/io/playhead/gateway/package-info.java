/** The gateway: HTTP in, the event log out (collection-api). */
@NullMarked
package io.playhead.gateway;

import org.jspecify.annotations.NullMarked;
