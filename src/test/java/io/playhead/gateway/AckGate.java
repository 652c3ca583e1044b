package io.playhead.gateway;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Holds back the acknowledgements of producers that have it as {@code interceptor.classes}, as a frozen broker would. Kafka makes
 * it by its name, hence the static state.
 */
public final class AckGate implements ProducerInterceptor<byte[], byte[]> {
  private static volatile CountDownLatch gate = new CountDownLatch(0);

  static void shut() {
    gate = new CountDownLatch(1);
  }

  static void open() {
    gate.countDown();
  }

  @Override
  public void onAcknowledgement(RecordMetadata metadata, @Nullable Exception failure) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
    return record;
  }

  @Override
  public void configure(Map<String, ?> settings) {}

  @Override
  public void close() {}
}
