package io.playhead.session;

import java.util.Optional;

/**
 * What became of an event whose turn has come.
 *
 * @param arrival the event
 * @param why the rule, if the event did not simply take effect
 * @param after where the session stands after it
 */
public record Judgement(Arrival arrival, Verdict verdict, Optional<String> why, Standing after) {}
