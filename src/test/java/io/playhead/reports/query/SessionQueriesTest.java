package io.playhead.reports.query;

import static io.playhead.reports.query.SampleStore.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.reports.query.SessionQueries.Detail;
import io.playhead.reports.query.SessionQueries.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sessions behind the figures, of {@link SampleStore}. */
class SessionQueriesTest {
  private static SampleStore store;
  private static SessionQueries sessions;

  @BeforeAll
  static void open(@TempDir Path directory) throws Exception {
    store = new SampleStore(directory);
    sessions = new SessionQueries(store.rows());
  }

  @AfterAll
  static void close() throws Exception {
    store.close();
  }

  @Test
  void theLatestComeFirst() throws Exception {
    assertThat(sids(sessions.page(ask()))).containsExactly("e", "d", "c", "b", "a");
  }

  @Test
  void aFilterLeavesTheSessionsBehindAFigure() throws Exception {
    assertThat(sids(sessions.page(ask("filter", "hasErrorImpactedStreams:true")))).containsExactly("b");
    assertThat(sids(sessions.page(ask("filter", "open:true")))).containsExactly("e");
  }

  @ParameterizedTest
  @CsvSource({"started:desc, edcba", "started:asc, abcde", "timePlayed:desc, abcde", "timePlayed:asc, ecdba",
    "timeToStart:desc, bacde"})
  void pagesFollowOneAnotherInEveryOrder(String order, String expected) throws Exception {
    List<String> all = new ArrayList<>();
    Page page = sessions.page(ask("order", order, "limit", "2"));
    while (page.next() != null) {
      all.addAll(sids(page));
      page = sessions.page(ask("order", order, "limit", "2", "cursor", page.next()));
    }
    all.addAll(sids(page));

    assertThat(String.join("", all)).isEqualTo(expected);
  }

  @Test
  void aRowHasItsReportsNamesAndNothingThatIsUnknown() throws Exception {
    var open = sessions.page(ask("filter", "open:true")).sessions().getFirst();

    assertThat(open).containsEntry("started", "2026-11-22T11:45:00Z").containsEntry("name", "film-2")
        .doesNotContainKeys("closed", "timePlayed", "channel");
  }

  @Test
  void aSessionComesWithWhatBelongsToIt() {
    Detail detail = sessions.session(SampleStore.A).orElseThrow();

    assertThat(detail.session()).containsEntry("isCompleted", true);
    assertThat(detail.session().get("watchedMarks")).hasToString("[0, 50, 100]");
    assertThat(detail.ads()).extracting(ad -> ad.get("name")).containsExactly("ad-1", "ad-2");
    assertThat(detail.states()).extracting(state -> state.get("name")).containsExactly("mute");
    assertThat(detail.errors()).isEmpty();
  }

  /** A download is as old as its device says; the ads of a session of an earlier program have the time of their report. */
  @ParameterizedTest
  @CsvSource({"2027-03-01 10:00:00", "2019-03-01 10:00:00", "2026-11-22 10:00:00"})
  void aDevicesClockTakesNothingFromItsSession(String started, @TempDir Path directory) throws Exception {
    try (SampleStore own = new SampleStore(directory)) {
      own.change("UPDATE sessions SET started = TIMESTAMP '" + started + "' WHERE sid = '" + SampleStore.A + "'");
      own.change("UPDATE ads SET started = TIMESTAMP '" + started + "' WHERE name = 'ad-1'");

      Detail detail = new SessionQueries(own.rows()).session(SampleStore.A).orElseThrow();

      assertThat(detail.ads()).extracting(ad -> ad.get("name")).containsExactly("ad-1", "ad-2");
    }
  }

  @Test
  void aSessionThatNobodyReportedIsNotThere() {
    assertThat(sessions.session("f".repeat(64))).isEmpty();
  }

  @Test
  void theOpenSessionsOfAPlayerAreKnown() {
    assertThat(sessions.openSessionsOf("tv")).containsExactly(SampleStore.E);
    assertThat(sessions.openSessionsOf("web")).isEmpty();
  }

  @Test
  void aCursorThatNoAnswerGaveIsRefused() {
    for (String cursor : List.of("!", "YWJj", "MSAy")) {
      assertThatThrownBy(() -> sessions.page(ask("cursor", cursor))).isInstanceOf(BadQueryException.class)
          .hasMessageStartingWith("cursor:");
    }
  }

  @Test
  void anUnknownOrderIsRefused() {
    assertThatThrownBy(() -> sessions.page(ask("order", "name"))).isInstanceOf(BadQueryException.class)
        .hasMessageStartingWith("order: sessions are sorted by started or adCount");
  }

  private static List<String> sids(Page page) {
    return page.sessions().stream().map(session -> String.valueOf(session.get("sid")).substring(0, 1)).toList();
  }
}
