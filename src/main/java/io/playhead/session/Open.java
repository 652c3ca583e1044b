package io.playhead.session;

/** What is open in a session at a moment. */
record Open(boolean adBreak, boolean ad, boolean chapter) {}
