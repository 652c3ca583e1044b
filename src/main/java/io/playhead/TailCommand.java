package io.playhead;

import io.playhead.config.PlayheadConfig;
import io.playhead.eventlog.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Prints the records of a topic as they come. It assigns itself the partitions and joins no consumer group, so that it
 * disturbs no one and leaves nothing behind.
 */
@Command(name = "tail", description = "Prints the records of a topic as they come.")
final class TailCommand implements Callable<Integer> {
  @Mixin
  private final ConfigOptions options;

  @Parameters(paramLabel = "TOPIC", description = "The full name of the topic, such as media.events.")
  private String topic = "";

  @Option(names = "--json", description = "One JSON object a line: key, partition, offset, timestamp, headers, value. "
      + "Ticks are printed too; without this option they are left out.")
  private boolean json;

  @Option(names = "--from-beginning", description = "Starts with the oldest record instead of the next new one.")
  private boolean fromBeginning;

  @Option(names = "--key", paramLabel = "SID", description = "Only records with that key.")
  private @Nullable String key;

  @Option(names = "--max", paramLabel = "N", description = "Ends after N records.")
  private long max = Long.MAX_VALUE;

  @Option(names = "--idle-exit", paramLabel = "SECONDS", description = "Ends when all there was is read and nothing but ticks came for so long.")
  private @Nullable Integer idleExit;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  TailCommand(ConfigOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() {
    if (max < 1 || (idleExit != null && idleExit < 0)) {
      throw new ParameterException(spec.commandLine(), "--max is at least 1, --idle-exit at least 0");
    }
    PlayheadConfig config = options.load();
    try (Consumer<byte[], byte[]> consumer = consumer(config)) {
      List<PartitionInfo> partitions = consumer.partitionsFor(topic);
      if (partitions == null || partitions.isEmpty()) {
        return failed("topic " + topic + " does not exist on " + config.kafka().bootstrapServers());
      }
      start(consumer, new Topics(config.topics()), partitions.size());
      new Tail(consumer, this::isWanted, json ? new JsonRecordFormat() : new TextRecordFormat(),
          spec.commandLine().getOut()).print(max, Optional.ofNullable(idleExit).map(Duration::ofSeconds));
      return ExitCode.OK;
    } catch (TimeoutException e) {
      return failed("no answer from Kafka at " + config.kafka().bootstrapServers() + ": " + e.getMessage());
    }
  }

  private static Consumer<byte[], byte[]> consumer(PlayheadConfig config) {
    var settings = new HashMap<String, Object>(Map.of(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000"));
    settings.putAll(config.kafka().consumer());
    settings.putAll(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers(),
        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed", ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false", ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"));
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void start(Consumer<byte[], byte[]> consumer, Topics topics, int count) {
    IntStream partitions = key != null && topics.isPartitionedBySid(topic)
        ? IntStream.of(Topics.partition(key.getBytes(StandardCharsets.UTF_8), count))
        : IntStream.range(0, count);
    List<TopicPartition> assigned = partitions.mapToObj(number -> new TopicPartition(topic, number)).toList();
    consumer.assign(assigned);
    if (fromBeginning) {
      consumer.seekToBeginning(assigned);
    } else {
      // Now, and not at the first poll: what is written from here on counts as new.
      consumer.endOffsets(assigned).forEach(consumer::seek);
    }
  }

  /** Whether a record is to be printed. Ticks, one a second and partition, would hide what a person looks for. */
  private boolean isWanted(ConsumerRecord<byte[], byte[]> record) {
    boolean hasKey = key == null
        || (record.key() != null && Arrays.equals(record.key(), key.getBytes(StandardCharsets.UTF_8)));
    return hasKey && (json || !Tail.isTick(record));
  }

  private int failed(String reason) {
    spec.commandLine().getErr().println(reason);
    return ExitCode.SOFTWARE;
  }
}
