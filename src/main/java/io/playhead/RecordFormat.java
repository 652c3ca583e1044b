package io.playhead;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How {@code tail} writes a record. */
interface RecordFormat {
  /** The record as one line. */
  String line(ConsumerRecord<byte[], byte[]> record);
}
