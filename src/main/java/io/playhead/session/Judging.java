package io.playhead.session;

import java.util.Optional;
import java.util.function.Consumer;

/** Gathers an outcome, and tells besides what became of each event. */
final class Judging extends Outcome.Builder {

  private final Consumer<Judgement> witness;
  private Verdict verdict = Verdict.APPLIED;
  private Optional<String> why = Optional.empty();

  Judging(LogPosition record, Consumer<Judgement> witness) {
    super(record);
    this.witness = witness;
  }

  @Override
  void late(long millis) {
    super.late(millis);
    judge(Verdict.LATE, millis + " ms before the clock: it takes effect at the clock");
  }

  @Override
  void superseded() {
    judge(Verdict.SUPERSEDED, "late, and a newer event of its kind has been applied");
  }

  @Override
  void ignored(Ignored reason) {
    judge(Verdict.IGNORED, reason.text());
  }

  @Override
  void settled(Arrival arrival, Playback after) {
    witness.accept(new Judgement(arrival, verdict, why, Standing.of(after)));
    verdict = Verdict.APPLIED;
    why = Optional.empty();
  }

  private void judge(Verdict next, String reason) {
    verdict = next;
    why = Optional.of(reason);
  }
}
