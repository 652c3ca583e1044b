package io.playhead;

import io.playhead.config.PlayheadConfig;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs an aggregator. */
@Command(name = "aggregator", description = "Runs an aggregator: events in, reports out.")
final class AggregatorCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(AggregatorCommand.class);

  @Mixin
  private final ConfigOptions options;

  AggregatorCommand(ConfigOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    PlayheadConfig config = options.load();
    new Node(config, List.of(AggregatorRole::new), () -> {}).run(() -> LOG.info(
        "Aggregator {} started with {} threads; management on {}:{}; Kafka at {}, topics {}*; state in {}",
        config.aggregator().applicationId(), config.aggregator().threads(), config.management().host(),
        config.management().port(), config.kafka().bootstrapServers(), config.topics().prefix(), config.data().dir()));
    return 0;
  }
}
