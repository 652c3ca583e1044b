package io.playhead.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which keys hold secrets. Their values are shown to no one: neither in prints nor in error messages. */
final class Secrets {
  /** Stands in place of a secret. */
  static final String MASK = "***";

  /** Kafka's settings of type password, by their names; a name too many does no harm. */
  private static final Pattern KAFKA =
      Pattern.compile("kafka\\..*(password|passphrase|secret|jaas|store\\.key|private).*");

  private Secrets() {}

  /** Whether the value of that key is a secret. */
  static boolean isSecret(String key) {
    return key.equals("session.keys") || KAFKA.matcher(key.toLowerCase(Locale.ROOT)).matches();
  }

  /** A value as it may be shown: as JSON, or masked. An empty list of secrets is no secret. */
  static String shown(String key, JsonNode value) {
    boolean empty = value.isContainerNode() && value.isEmpty();
    return isSecret(key) && !empty ? '"' + MASK + '"' : value.toString();
  }
}
