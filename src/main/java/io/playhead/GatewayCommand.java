package io.playhead;

import io.playhead.config.ConfigException;
import io.playhead.config.PlayheadConfig;
import io.playhead.sessionid.SessionKey;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a gateway. */
@Command(name = "gateway", description = "Runs a gateway: players' calls in, Kafka out.")
final class GatewayCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayCommand.class);

  @Mixin
  private final ConfigOptions options;

  GatewayCommand(ConfigOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    PlayheadConfig config = options.load();
    if (config.session().keys().isEmpty()) {
      throw new ConfigException(List.of("session.keys: expected at least one key, " + SessionKey.FORM
          + ", the same on every gateway; found none"));
    }
    new Node(config, List.of(GatewayRole::new), () -> {})
        .run(() -> LOG.info(
            "Gateway ready on {}:{} with {} event loops; management on {}:{}; Kafka at {}, topics {}* with {} partitions",
            config.http().host(), config.http().port(), config.http().eventLoopCount(), config.management().host(),
            config.management().port(), config.kafka().bootstrapServers(), config.topics().prefix(),
            config.topics().partitions()));
    return 0;
  }
}
