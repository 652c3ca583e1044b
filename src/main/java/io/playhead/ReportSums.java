package io.playhead;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One of two sets of reports of a log, or of a part of it, to be compared session by session: the same bytes at the same
 * times in the same order.
 *
 * <p>Compared is what was made before the log's last append time: at that very moment one side may have more than the
 * other. A session whose start the log no longer holds cannot be replayed, and is passed over.
 */
final class ReportSums {
  private final LogSpan span;
  private final Map<String, Sum> sums = new HashMap<>();

  ReportSums(LogSpan span) {
    this.span = span;
  }

  /**
   * What came out.
   *
   * @param sessions those that are equal
   * @param reports theirs
   * @param before sessions that began before the log
   * @param different session ids of the others
   */
  record Result(int sessions, long reports, int before, Set<String> different) {
    /** That nothing was compared. */
    static final Result NONE = new Result(0, 0, 0, Set.of());

    /** This and what came out of other sessions. */
    Result plus(Result other) {
      Set<String> all = new TreeSet<>(different);
      all.addAll(other.different);
      return new Result(sessions + other.sessions, reports + other.reports, before + other.before, all);
    }
  }

  /** The reports of one session, of which only a sum is kept. */
  private record Sum(int partition, long firstAt, long count, String digest) {
    Sum with(Sum next) {
      return new Sum(partition, firstAt, count + next.count, sha256(bytes(digest), bytes(next.digest)));
    }
  }

  /** Takes the next report. */
  void add(ConsumerRecord<byte[], byte[]> report) {
    if (report.timestamp() < span.last().getOrDefault(report.partition(), 0L)) {
      sums.merge(new String(report.key(), StandardCharsets.ISO_8859_1), sum(report), Sum::with);
    }
  }

  /** Compares these, the live ones, with those of a replay. */
  Result comparedWith(ReportSums replay) {
    Map<String, Sum> found = replay.sums;
    Set<String> different = new TreeSet<>(found.keySet());
    different.removeAll(sums.keySet());
    int sessions = 0;
    long reports = 0;
    int before = 0;
    for (Map.Entry<String, Sum> entry : sums.entrySet()) {
      Sum sum = entry.getValue();
      if (sum.equals(found.get(entry.getKey()))) {
        sessions++;
        reports += sum.count();
      } else if (!found.containsKey(entry.getKey()) && beganBeforeTheLog(sum)) {
        before++;
      } else {
        different.add(entry.getKey());
      }
    }
    return new Result(sessions, reports, before, different);
  }

  private boolean beganBeforeTheLog(Sum sum) {
    return sum.firstAt() < span.first().getOrDefault(sum.partition(), 0L);
  }

  private static Sum sum(ConsumerRecord<byte[], byte[]> report) {
    byte[] time = ByteBuffer.allocate(Long.BYTES).putLong(report.timestamp()).array();
    return new Sum(report.partition(), report.timestamp(), 1, sha256(time, report.value()));
  }

  private static byte[] bytes(String digest) {
    return digest.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String sha256(byte[] first, byte[] second) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(first);
      digest.update(second);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
