package io.playhead.reports.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes rows of records, by the topic that they stand in. */
final class RecordReader {
  private static final ObjectReader JSON = new JsonMapper().reader();

  private final SourceTopics topics;
  private final ReportReader reports;

  RecordReader(SourceTopics topics, ReportReader reports) {
    this.topics = topics;
    this.reports = reports;
  }

  /**
   * The rows of a record.
   *
   * @throws UnreadableRecordException if it is not in the form of its topic
   */
  List<Row> rows(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecordException {
    JsonNode json = json(record);
    if (record.topic().equals(topics.reports())) {
      return reports.rows(json);
    }
    return record.topic().equals(topics.live()) ? LiveReader.rows(json) : RejectedReader.rows(json, record);
  }

  private static JsonNode json(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecordException {
    if (record.value() == null) {
      throw new UnreadableRecordException("it is empty");
    }
    try {
      JsonNode json = JSON.readTree(record.value());
      if (!json.isObject()) {
        throw new UnreadableRecordException("it is no JSON object");
      }
      return json;
    } catch (IOException e) {
      throw new UnreadableRecordException("it is no JSON");
    }
  }
}
