package io.playhead.session;

import io.playhead.report.ReportWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reports that a timeline's {@code .expected} file asks for, with what is asked of every report of its type (the
 * format is in {@code timelines/README.md}).
 */
record ExpectedReports(List<ExpectedReport> reports, int rejected) {

  /** The value of a field that must not be there. */
  static final String ABSENT = "absent";

  /**
   * One report: the values that its fields must have, by name.
   *
   * @param defaults
   *          what its type asks for where the file says nothing; here a zero may also be absent
   */
  record ExpectedReport(String type, Map<String, String> fields, Map<String, String> defaults) {}

  private static final List<String> ZERO = List.of("timePlayed", "totalTimePlayed", "uniqueTimePlayed", "pauseCount",
      "pauseTime", "adCount", "chapterCount", "lateEvents", "clockResets", "secondsSinceLastCall", "bufferCount",
      "bufferTime", "startupBufferTime", "bitrateChangeCount", "droppedFrames", "errorCount", "stallCount",
      "stallTime");
  private static final List<String> NOT_THERE = List.of("isPlayed", "isCompleted", "hasResume", "isDownloaded",
      "authorized", "hasProgress10", "hasProgress25", "hasProgress50", "hasProgress75", "hasProgress95", "segment",
      "timeToStart", "framesPerSecond", "bitrateAverage", "bitrateAverageBucket", "playerSdkErrors", "externalErrors",
      "states");
  private static final Map<String, String> IMPACTED = Map.of("pauseCount", "hasPauseImpactedStreams", "bufferCount",
      "hasBufferImpactedStreams", "bitrateChangeCount", "hasBitrateChangeImpactedStreams", "droppedFrames",
      "hasDroppedFrameImpactedStreams", "errorCount", "hasErrorImpactedStreams", "stallCount",
      "hasStallImpactedStreams");

  /** Reads the file; {@code events} is how many its timeline holds. */
  static ExpectedReports read(Path file, int events) {
    List<ExpectedReport> reports = new ArrayList<>();
    int rejected = 0;
    for (String paragraph : paragraphs(file)) {
      String[] words = paragraph.split("[ ,]+", 2);
      if (words[0].equals("rejected")) {
        rejected = Integer.parseInt(words[1].strip());
      } else {
        Map<String, String> fields = fields(words.length > 1 ? words[1] : "");
        reports.add(new ExpectedReport(words[0], fields, defaults(words[0], fields, events)));
      }
    }
    return new ExpectedReports(List.copyOf(reports), rejected);
  }

  private static List<String> paragraphs(Path file) {
    List<String> paragraphs = new ArrayList<>();
    for (String line : lines(file)) {
      String text = line.replaceFirst("(^|\\s)#.*", "").stripTrailing();
      if (text.startsWith(" ")) {
        paragraphs.add(paragraphs.removeLast() + ", " + text.strip());
      } else if (!text.isEmpty()) {
        paragraphs.add(text);
      }
    }
    return paragraphs;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String item : text.split(", ", -1)) {
      String field = item.strip();
      if (field.startsWith("!")) {
        fields.put(field.substring(1), ABSENT);
      } else if (field.startsWith("state ")) {
        fields.merge("states", field.substring("state ".length()), (a, b) -> sorted(a + ", " + b));
      } else if (!field.isEmpty()) {
        String[] words = field.split("\\s+", 2);
        fields.put(words[0], words.length > 1 ? words[1] : "true");
      }
    }
    return fields;
  }

  /** Player states come in any order. */
  static String sorted(String states) {
    return String.join(", ", Stream.of(states.split(", ", -1)).sorted().toList());
  }

  private static Map<String, String> defaults(String type, Map<String, String> fields, int events) {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("sid", TimelineRun.SID);
    defaults.put("schemaVersion", Integer.toString(ReportWriter.SCHEMA_VERSION));
    switch (type) {
      case "sessionClose" -> {
        ZERO.forEach(name -> defaults.put(name, "0"));
        NOT_THERE.forEach(name -> defaults.put(name, ABSENT));
        defaults.put("closeReason", "to be written in the file");
        defaults.put("isViewed", "true");
        defaults.put("estimatedStreams", "1");
        defaults.put("eventCount", Integer.toString(events));
        boolean played = fields.containsKey("isPlayed") && !fields.get("isPlayed").equals(ABSENT);
        defaults.put("hasSegmentView", played ? "true" : ABSENT);
        defaults.put("isDroppedBeforeStart", played ? ABSENT : "true");
        IMPACTED.forEach((count, flag) -> defaults.put(flag, isPositive(fields.get(count)) ? "true" : ABSENT));
      }
      case "adClose", "chapterClose" -> {
        defaults.put("isCompleted", ABSENT);
        defaults.put("timePlayed", "0");
      }
      default -> {
      }
    }
    defaults.keySet().removeAll(fields.keySet());
    return defaults;
  }

  private static boolean isPositive(@Nullable String count) {
    return count != null && !count.equals(ABSENT) && !count.equals("0");
  }
}
