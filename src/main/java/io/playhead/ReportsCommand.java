package io.playhead;

import io.playhead.config.PlayheadConfig;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the report store with its queries and its page. */
@Command(name = "reports", description = "Runs the report store: reports in, queries and a page out.")
final class ReportsCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ReportsCommand.class);

  @Mixin
  private final ConfigOptions options;

  ReportsCommand(ConfigOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    PlayheadConfig config = options.load();
    new Node(config, List.of(ReportsRole::new), () -> {})
        .run(() -> LOG.info("Reports ready on {}:{}; management on {}:{}; Kafka at {}, topics {}*; store in {}",
            config.reports().host(), config.reports().port(), config.management().host(), config.management().port(),
            config.kafka().bootstrapServers(), config.topics().prefix(), config.data().dir()));
    return 0;
  }
}
