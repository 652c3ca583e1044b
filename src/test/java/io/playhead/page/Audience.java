package io.playhead.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.dev.Totals;
import io.playhead.dev.ViewerPlan;
import io.playhead.dev.ViewerPlanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** What simulated viewers do by their own books, content by content. */
record Audience(List<Member> members) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SESSION = "sessionClose.sessionDetails.";
  private static final String QUALITY = "sessionClose.qoeDataDetails.";

  /** One of them. */
  record Member(String content, boolean offline, Totals books) {}

  /** The first viewers of a planner. */
  static Audience of(ViewerPlanner planner, int viewers) {
    return new Audience(LongStream.range(0, viewers).mapToObj(planner::plan).map(Audience::member).toList());
  }

  private static Member member(ViewerPlan plan) {
    try {
      JsonNode start = JSON.readTree(plan.calls().getFirst().events().getFirst().body(Instant.EPOCH));
      return new Member(start.path("params").path("media.id").textValue(), plan.isBatch(), plan.expected());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those of one content. */
  Audience of(String content) {
    return new Audience(members.stream().filter(member -> member.content.equals(content)).toList());
  }

  /** How many watched each content. */
  Map<String, Long> contents() {
    Map<String, Long> contents = new TreeMap<>();
    members.forEach(member -> contents.merge(member.content, 1L, Long::sum));
    return contents;
  }

  /** The sum of a field of {@code sessionDetails}. */
  BigDecimal session(String field) {
    return sum(SESSION + field);
  }

  /** The sum of a field of {@code qoeDataDetails}. */
  BigDecimal quality(String field) {
    return sum(QUALITY + field);
  }

  /** The sum of a field of all reports. */
  BigDecimal sum(String field) {
    return members.stream().map(member -> value(member, field)).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** How many have something in a field of {@code qoeDataDetails}. */
  long withQuality(String field) {
    return with(QUALITY + field);
  }

  /** How many have something in a field of all reports. */
  long with(String field) {
    return count(member -> value(member, field).signum() > 0);
  }

  /** How many are so. */
  long count(Predicate<Member> condition) {
    return members.stream().filter(condition).count();
  }

  private static BigDecimal value(Member member, String field) {
    return member.books.values().getOrDefault(field, BigDecimal.ZERO);
  }
}
