package io.playhead.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.playhead.session.ExpectedReports.ExpectedReport;
import io.playhead.session.TimelineRun.Mode;
import io.playhead.session.TimelineRun.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each timeline of {@code src/test/resources/timelines} gives exactly the reports that stand beside it. */
class TimelineTest {

  private static final Path TIMELINES = Path.of("src/test/resources/timelines");

  @TestFactory
  Stream<DynamicTest> theReportsAreThoseWorkedOutByHand() {
    return names().map(name -> DynamicTest.dynamicTest(name, () -> {
      TimelineFile timeline = timeline(name);
      ExpectedReports expected = ExpectedReports.read(TIMELINES.resolve(name + ".expected"), timeline.events());
      var comparison = new Comparison(expected, TimelineRun.of(timeline, Mode.AT_EACH_RECORD));
      assertThat(comparison.found()).as("the reports of %s", name).isEqualTo(comparison.wanted());
    }));
  }

  @TestFactory
  Stream<DynamicTest> aSessionWokenOnlyWhenSomethingIsDueGivesTheSameReports() {
    return sameReports(Mode.WHEN_DUE);
  }

  @TestFactory
  Stream<DynamicTest> aSessionWrittenAndReadBackAfterEachRecordGivesTheSameReports() {
    return sameReports(Mode.STORED);
  }

  private static Stream<DynamicTest> sameReports(Mode mode) {
    return names().map(name -> DynamicTest.dynamicTest(name, () -> {
      TimelineFile timeline = timeline(name);
      assertThat(TimelineRun.of(timeline, mode)).isEqualTo(TimelineRun.of(timeline, Mode.AT_EACH_RECORD));
    }));
  }

  private static TimelineFile timeline(String name) {
    return TimelineFile.read(TIMELINES.resolve(name + ".timeline"));
  }

  private static Stream<String> names() {
    try (Stream<Path> files = Files.list(TIMELINES)) {
      return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".timeline")).sorted()
          .map(name -> name.replace(".timeline", "")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was wanted and what was found, written alike, so that a failing test shows the lines that differ. */
  private static final class Comparison {

    private final List<String> wanted = new ArrayList<>();
    private final List<String> found = new ArrayList<>();

    Comparison(ExpectedReports expected, Result result) {
      int both = Math.min(expected.reports().size(), result.reports().size());
      for (int i = 0; i < both; i++) {
        compare(expected.reports().get(i), new PublishedReport(result.reports().get(i)));
      }
      expected.reports().stream().skip(both).forEach(report -> wanted.add(report.type() + " " + report.fields()));
      result.reports().stream().skip(both).map(JsonNode::toString).forEach(found::add);
      wanted.add("rejected " + expected.rejected());
      found.add("rejected " + result.rejected());
    }

    private void compare(ExpectedReport expected, PublishedReport report) {
      wanted.add(expected.type());
      found.add(report.type());
      expected.fields().forEach((name, value) -> line(name, value, report.value(name)));
      expected.defaults().forEach((name, value) -> {
        String actual = report.value(name);
        boolean isNone = value.equals("0") && actual.equals(ExpectedReports.ABSENT);
        if (!isNone && !actual.equals(value)) {
          line(name, value, actual);
        }
      });
    }

    private void line(String name, String wantedValue, String foundValue) {
      wanted.add("  " + name + " " + wantedValue);
      found.add("  " + name + " " + foundValue);
    }

    String wanted() {
      return String.join("\n", wanted);
    }

    String found() {
      return String.join("\n", found);
    }
  }
}
