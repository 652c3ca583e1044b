package io.playhead.reports.query;

import static io.playhead.reports.query.SampleStore.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playhead.reports.query.AudienceQueries.Mark;
import io.playhead.reports.query.AudienceQueries.Retention;
import io.playhead.reports.query.LiveQueries.Live;
import io.playhead.reports.query.LiveQueries.Viewers;
import io.playhead.reports.query.RejectedQueries.Group;
import io.playhead.reports.query.RejectedQueries.Rejected;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the sessions of {@link SampleStore} spread, who is watching there, and what was refused. */
class AudienceQueriesTest {
  private static SampleStore store;
  private static AudienceQueries audience;

  @BeforeAll
  static void open(@TempDir Path directory) throws Exception {
    store = new SampleStore(directory);
    audience = new AudienceQueries(store.rows(), 100);
  }

  @AfterAll
  static void close() throws Exception {
    store.close();
  }

  @Test
  void retentionIsTheShareOfStartedSessionsThatWatchedAMark() throws Exception {
    Retention retention = audience.retention(ask());

    assertThat(retention.sessions()).isEqualTo(2);
    assertThat(retention.points()).hasSize(21).contains(new Mark(0, 2, retention.points().getFirst().share()));
    assertThat(retention.points()).filteredOn(mark -> mark.percent() == 50).extracting(Mark::share)
        .hasToString("[0.5]");
    assertThat(retention.points()).filteredOn(mark -> mark.percent() == 95).extracting(Mark::sessions)
        .containsExactly(0L);
  }

  @Test
  void aDistributionHasTheEmptyBucketsBetweenItsEnds() throws Exception {
    assertThat(audience.distribution(ask("of", "timeToStart")).buckets())
        .extracting(bucket -> bucket.from() + ".." + bucket.to() + ": " + bucket.sessions())
        .containsExactly("1.5..2: 1", "2..2.5: 0", "2.5..3: 1");
  }

  @Test
  void aDistributionOfSomethingElseIsRefused() {
    assertThatThrownBy(() -> audience.distribution(ask("of", "name"))).isInstanceOf(BadQueryException.class)
        .hasMessage("of: \"name\" is none of bitrateAverage, timePlayed, timeToStart");
  }

  @Test
  void errorsAreCountedBySession() throws Exception {
    assertThat(audience.errors(ask()).errors()).extracting(error -> error.id() + " " + error.source() + " "
        + error.sessions()).containsExactly("E1 player 1", "E2 external 1");
    assertThat(audience.errors(ask("filter", "channel:web")).errors()).extracting(error -> error.id() + " "
        + error.sessions()).containsExactly("E1 1", "E2 1");
    assertThat(audience.errors(ask("filter", "channel:app")).errors()).isEmpty();
  }

  @Test
  void thoseWhoWatchNowAreEachPartitionsLastMinute() throws Exception {
    Live live = new LiveQueries(store.rows()).live(ask());

    assertThat(live.viewers()).isEqualTo(new Viewers(1, 11, 0, 0, 0, 12));
    assertThat(live.history()).hasSize(60);
    assertThat(live.history().getLast()).isEqualTo(
        new LiveQueries.Minute("2026-11-22T11:59:00Z", new Viewers(1, 11, 0, 0, 0, 12)));
    assertThat(live.history().get(58).viewers().total()).isEqualTo(6);
    assertThat(live.history().getFirst().viewers().total()).isZero();
    assertThat(live.top()).extracting(top -> top.key().get("name") + " " + top.viewers().total())
        .containsExactly("film-1 5", "film-2 5", "null 2");
  }

  @Test
  void liveCountsFollowFiltersThatTheyKnow() throws Exception {
    LiveQueries queries = new LiveQueries(store.rows());

    assertThat(queries.live(ask("filter", "name:film-2")).viewers().total()).isEqualTo(5);
    assertThatThrownBy(() -> queries.live(ask("filter", "genre:drama"))).isInstanceOf(BadQueryException.class)
        .hasMessageStartingWith("filter: live counts do not know genre");
  }

  @Test
  void refusalsOfOneKindAreOneGroupWithAnExample() throws Exception {
    Rejected rejected = new RejectedQueries(store.rows(), 100).rejected(ask());

    assertThat(rejected.total()).isEqualTo(5);
    assertThat(rejected.groups()).extracting(Group::reason, Group::eventType, Group::pointer, Group::rule, Group::count)
        .hasToString("[(\"invalid\", \"ping\", \"/playerTime/ts\", \"type\", 2L),"
            + " (\"invalid\", \"play\", \"/events/*/params\", \"required\", 2L),"
            + " (\"session-not-open\", \"ping\", null, null, 1L)]");
    assertThat(rejected.groups().getFirst().example().body()).isEqualTo("{\"n\":2}");
    assertThat(rejected.groups().getFirst().wanted()).isEqualTo("must be an integer");
  }

  @Test
  void theDocumentHasTheMetricsAsTheyAreDefined() throws Exception {
    String document = Files.readString(Path.of("docs/reports.md"));

    assertThat(document.lines().filter(line -> line.startsWith("| `")).toList())
        .containsSubsequence(Arrays.stream(Metric.values()).map(metric -> "| `" + metric.wireName() + "` | "
            + metric.title() + " | " + metric.unit().wireName() + " | " + metric.definition() + " |").toList());
  }
}
