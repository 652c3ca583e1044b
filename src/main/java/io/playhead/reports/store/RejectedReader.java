package io.playhead.reports.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes a row of a record of {@code media.rejected}: its verdict, the first error of it, and the beginning of the body. */
final class RejectedReader {
  private static final int MOST_OF_A_BODY = 16 * 1024;

  private RejectedReader() {}

  static List<Row> rows(JsonNode rejection, ConsumerRecord<byte[], byte[]> record) {
    JsonNode verdict = rejection.path("verdict");
    JsonNode error = verdict.path("errors").path(0);
    ObjectNode own = JsonNodeFactory.instance.objectNode();
    own.put("at", record.timestamp());
    own.put("logPartition", record.partition());
    own.put("logOffset", record.offset());
    if (record.key() != null) {
      own.put("sid", new String(record.key(), StandardCharsets.ISO_8859_1));
    }
    own.set("verdict", verdict);
    own.set("message", verdict.path("message"));
    own.set("sourcePartition", rejection.path("source").path("partition"));
    own.set("sourceOffset", rejection.path("source").path("offset"));
    own.set("body", body(rejection));
    return List.of(new Row(Table.REJECTED, own, rejection, error));
  }

  /** What is not UTF-8 is shown as far as it is. */
  private static JsonNode body(JsonNode rejection) {
    JsonNode text = rejection.path("body");
    JsonNode base64 = rejection.path("bodyBase64");
    if (text.isTextual()) {
      return cut(text.asText());
    }
    try {
      return base64.isTextual() ? cut(new String(base64.binaryValue(), StandardCharsets.UTF_8)) : base64;
    } catch (IOException notBase64) {
      return base64;
    }
  }

  private static JsonNode cut(String body) {
    return JsonNodeFactory.instance.textNode(body.substring(0, Math.min(body.length(), MOST_OF_A_BODY)));
  }
}
