package io.playhead.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.aggregator.Deadlines.Due;
import io.playhead.session.Deadline;
import io.playhead.session.Deadline.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private final Deadlines deadlines = new Deadlines();
  private final Map<String, KnownSession> known = new HashMap<>();

  @Test
  void theyComeByTimeThenKindThenSession() {
    deadlines.add(session("b"), new Deadline(10, Kind.INACTIVE));
    deadlines.add(session("a"), new Deadline(10, Kind.INACTIVE));
    deadlines.add(session("c"), new Deadline(10, Kind.WINDOW));
    deadlines.add(session("d"), new Deadline(9, Kind.TOO_OLD));

    assertThat(drain(10)).containsExactly("d", "c", "a", "b");
  }

  @Test
  void whatIsNotDueStays() {
    deadlines.add(session("a"), new Deadline(10, Kind.WINDOW));

    assertThat(drain(9)).isEmpty();
    assertThat(drain(10)).containsExactly("a");
  }

  @Test
  void anEarlierDeadlineComesBeforeTheEntry() {
    deadlines.add(session("a"), new Deadline(10, Kind.INACTIVE));
    deadlines.add(session("a"), new Deadline(5, Kind.WINDOW));

    assertThat(drain(9)).containsExactly("a");
    assertThat(drain(10)).containsExactly("a");
  }

  @Test
  void aLaterDeadlineLeavesTheEntry() {
    deadlines.add(session("a"), new Deadline(5, Kind.WINDOW));
    deadlines.add(session("a"), new Deadline(10, Kind.INACTIVE));

    assertThat(deadlines.poll(5)).map(Due::deadline).contains(new Deadline(5, Kind.WINDOW));
    assertThat(drain(20)).isEmpty();
  }

  @Test
  void aRemovedSessionHasNoEntry() {
    deadlines.add(session("a"), new Deadline(10, Kind.INACTIVE));
    deadlines.add(session("a"), new Deadline(5, Kind.WINDOW));
    deadlines.remove(session("a"));

    assertThat(drain(10)).isEmpty();
  }

  private KnownSession session(String sid) {
    return known.computeIfAbsent(sid, unknown -> new KnownSession(unknown, new byte[0]));
  }

  private List<String> drain(long logTime) {
    List<String> sids = new ArrayList<>();
    for (Optional<Due> due = deadlines.poll(logTime); due.isPresent(); due = deadlines.poll(logTime)) {
      sids.add(due.get().session().sid);
    }
    return sids;
  }
}
