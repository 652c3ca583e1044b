package io.playhead.eventlog;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.TopicConfig;

/** Collects how topics differ from what they should be, and decides which differences matter. */
final class Findings {
  private final List<String> problems = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();

  /** What came of it all. */
  TopicCheck result(List<String> created) {
    return problems.isEmpty()
        ? new TopicCheck.Right(List.copyOf(created), List.copyOf(notices))
        : new TopicCheck.Wrong(List.copyOf(problems));
  }

  /** A topic that does not exist. */
  void missing(TopicSpec spec) {
    problems.add("topic " + spec.name() + " is missing: run \"playhead topics\"");
  }

  /** A topic that exists, with settings that may differ. */
  void compare(TopicSpec spec, TopicAdmin.Found found) {
    exactly(spec, "partitions", spec.partitions(), found.partitions());
    atLeast(spec, "replication factor", spec.replicationFactor(), found.replicationFactor());
    setting(spec, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, found);
    setting(spec, TopicConfig.CLEANUP_POLICY_CONFIG, found);
    number(spec, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, found);
    number(spec, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, found);
    notice(spec, TopicConfig.RETENTION_MS_CONFIG, found);
  }

  private void setting(TopicSpec spec, String name, TopicAdmin.Found found) {
    exactly(spec, name, expected(spec, name), found.setting(name));
  }

  private void number(TopicSpec spec, String name, TopicAdmin.Found found) {
    atLeast(spec, name, Long.parseLong(expected(spec, name)), Long.parseLong(found.setting(name)));
  }

  private void notice(TopicSpec spec, String name, TopicAdmin.Found found) {
    if (!expected(spec, name).equals(found.setting(name))) {
      notices.add(difference(spec, name, expected(spec, name), found.setting(name)));
    }
  }

  private void exactly(TopicSpec spec, String name, Object expected, Object found) {
    if (!expected.equals(found)) {
      problems.add(difference(spec, name, expected, found));
    }
  }

  private void atLeast(TopicSpec spec, String name, long expected, long found) {
    if (found < expected) {
      problems.add(difference(spec, name, "at least " + expected, found));
    }
  }

  private static String difference(TopicSpec spec, String name, Object expected, Object found) {
    return "topic " + spec.name() + ": " + name + ": expected " + expected + ", found " + found;
  }

  private static String expected(TopicSpec spec, String name) {
    String value = spec.settings().get(name);
    if (value == null) {
      throw new IllegalArgumentException(spec.name() + " does not specify " + name);
    }
    return value;
  }
}
