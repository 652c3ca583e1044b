package io.playhead.reports.store;

import io.playhead.config.KafkaConfig;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaException;

/** Holds that the topics are those that the store was filled from: by name, and by the id that each had when it was first read. */
final class TopicIds {
  private static final DescribeTopicsOptions WITHIN = new DescribeTopicsOptions().timeoutMs(5000);

  private final KafkaConfig config;
  private final Collection<String> topics;

  TopicIds(KafkaConfig config, Collection<String> topics) {
    this.config = config;
    this.topics = topics;
  }

  /**
   * Compares them with those of the store, and notes those that it does not know yet.
   *
   * @throws OtherTopicException if a topic was made anew, or the store has rows of another
   * @throws KafkaException if Kafka does not answer, or has no such topic
   */
  void check(Connection connection) throws SQLException, OtherTopicException {
    for (String read : names(connection)) {
      if (!topics.contains(read)) {
        throw new OtherTopicException(
            "the report store was filled from " + read + ", which is not among the topics now");
      }
    }
    Map<String, String> known = known(connection);
    for (Map.Entry<String, String> topic : current().entrySet()) {
      String before = known.get(topic.getKey());
      if (before == null) {
        note(connection, topic.getKey(), topic.getValue());
      } else if (!before.equals(topic.getValue())) {
        throw new OtherTopicException(topic.getKey() + " was made anew since the report store read it (id "
            + topic.getValue() + ", before " + before + ")");
      }
    }
  }

  private static Collection<String> names(Connection connection) throws SQLException {
    Map<String, String> names = known(connection);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT DISTINCT topic FROM offsets")) {
      while (row.next()) {
        names.put(row.getString(1), "");
      }
    }
    return names.keySet();
  }

  private static Map<String, String> known(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT topic, id FROM topics")) {
      Map<String, String> known = new HashMap<>();
      while (row.next()) {
        known.put(row.getString(1), row.getString(2));
      }
      return known;
    }
  }

  private static void note(Connection connection, String topic, String id) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO topics VALUES (?, ?)")) {
      insert.setString(1, topic);
      insert.setString(2, id);
      insert.executeUpdate();
    }
  }

  private Map<String, String> current() {
    Map<String, Object> settings = new HashMap<>(Map.of(AdminClientConfig.CLIENT_ID_CONFIG, "playhead-reports-topics",
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000"));
    settings.putAll(config.admin());
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    try (Admin admin = Admin.create(settings)) {
      Map<String, String> ids = new HashMap<>();
      admin.describeTopics(topics, WITHIN).allTopicNames().toCompletionStage().toCompletableFuture().join()
          .forEach((name, topic) -> ids.put(name, topic.topicId().toString()));
      return ids;
    } catch (CompletionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    }
  }
}
