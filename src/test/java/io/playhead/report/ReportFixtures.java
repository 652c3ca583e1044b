package io.playhead.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reports of tests: each type with all it can have, and with the least. */
final class ReportFixtures {

  static final String SID = "0123456789abcdef".repeat(4);

  private static final String PART = "d41d8cd98f00b204e9800998ecf8427e_1";

  private ReportFixtures() {}

  static Envelope envelope() {
    Map<String, JsonNode> dimensions = new LinkedHashMap<>();
    dimensions.put("name", TextNode.valueOf("film"));
    dimensions.put("length", DecimalNode.valueOf(new BigDecimal("60.330")));
    return new Envelope(SID, 5, 7, Optional.of(new LogRange(3, 17, 912, 6)), dimensions, Map.of("k", "v"));
  }

  static Envelope bare() {
    return new Envelope(SID, 5, 7, Optional.empty(), Map.of(), Map.of());
  }

  static AdvertisingDetails ad() {
    return new AdvertisingDetails("001", Optional.of("Ad"), 15_500, 1, "p", Optional.of("a"), Optional.of("c"),
        Optional.of("cr"), Optional.of("s"), Optional.of("u"), Optional.of("pl"));
  }

  static AdvertisingDetails leastAd() {
    return new AdvertisingDetails("", Optional.empty(), -1_000, 0, "", Optional.empty(), Optional.empty(),
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static AdvertisingPodDetails pod() {
    return new AdvertisingPodDetails(PART, Optional.of("Pod"), -1, 30_250);
  }

  static ChapterDetails chapter() {
    return new ChapterDetails(PART, Optional.of("One"), 1, 0, 60_000, true, 10_250);
  }

  static ChapterDetails leastChapter() {
    return new ChapterDetails(PART, Optional.empty(), 1, 0, 0, false, 0);
  }

  static SessionDetails session() {
    return new SessionDetails(true, true, 45_000, 30_000, 44_001, SessionDetails.MARKS,
        Optional.of(new BigDecimal("0.745861")), 1, 10_000, Optional.of("[0-5]"), 3, 1, 27, 2, 1, 1, 2);
  }

  static SessionDetails leastSession() {
    return new SessionDetails(false, false, 0, 0, 0, List.of(), Optional.empty(), 0, 0, Optional.empty(), 0, 0, 1, 0,
        0, 1, 1);
  }

  static QoeDataDetails qoe() {
    return new QoeDataDetails(OptionalLong.of(850), 1, 3_000, 500, 2, OptionalLong.of(850), OptionalLong.of(4), 2,
        List.of("e1"), List.of("x1"), 1, 3_200, OptionalDouble.of(29.97));
  }

  static QoeDataDetails leastQoe() {
    return new QoeDataDetails(OptionalLong.empty(), 0, 0, 0, 0, OptionalLong.empty(), OptionalLong.empty(), 0,
        List.of(), List.of(), 0, 0, OptionalDouble.empty());
  }

  static Report.SessionClose close() {
    return new Report.SessionClose(envelope(), session(), CloseReason.PLAYHEAD_STUCK, 12_345, qoe(),
        List.of(new StateDetails("mute", 1, 3_000)));
  }

  static Report.SessionClose leastClose() {
    return new Report.SessionClose(bare(), leastSession(), CloseReason.ENDED, 0, leastQoe(), List.of());
  }

  /** Every type, full and least. */
  static List<Report> all() {
    return List.of(new Report.SessionStart(envelope()), new Report.SessionStart(bare()),
        new Report.AdStart(envelope(), ad(), pod()), new Report.AdStart(bare(), leastAd(), pod()),
        new Report.AdClose(envelope(), ad(), pod(), true, 15_000),
        new Report.AdClose(bare(), leastAd(), pod(), false, 0), new Report.ChapterClose(envelope(), chapter()),
        new Report.ChapterClose(bare(), leastChapter()), close(), leastClose());
  }
}
