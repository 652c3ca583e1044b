package io.playhead;

import io.playhead.config.PlayheadConfig;
import io.playhead.dev.EmbeddedBroker;
import io.playhead.eventlog.TopicAdmin;
import io.playhead.eventlog.TopicCheck;
import io.playhead.eventlog.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs everything in one process, with a Kafka broker of its own. What it keeps survives a restart. */
@Command(name = "dev", description = "Runs everything in one process, with an embedded Kafka broker.")
final class DevCommand implements Callable<Integer> {
  /** Simulated viewers may live faster than we do, and send events as much faster. */
  private static final String[] DEFAULTS = {"data.dir=target/dev", "topics.replicationFactor=1",
    "topics.minInsyncReplicas=1", "rateLimits.eventsPerSession=0"};
  private static final int KEY_BYTES = 32;

  @Mixin
  private final ConfigOptions options;

  @Option(names = "--end-with-parent", description = "Stop when the process that has started this one ends.")
  private boolean endsWithParent;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  DevCommand(ConfigOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (endsWithParent) {
      endWithParent();
    }
    PlayheadConfig asked = options.load(DEFAULTS);
    Path data = Path.of(asked.data().dir());
    EmbeddedBroker broker = EmbeddedBroker.start(asked.dev().kafkaPort(), data.resolve("kafka"));
    PlayheadConfig config = options.load(with(DEFAULTS, "session.keys=" + sessionKey(data.resolve("session.key")),
        "kafka.bootstrapServers=" + broker.bootstrapServers()));
    createTopics(config);
    new Node(config, List.of(GatewayRole::new, AggregatorRole::new, ReportsRole::new, ViewersRole::new), broker::close)
        .run(() -> welcome(config));
    return 0;
  }

  /** Maven does not hand a signal on: without this, one that is told to end would leave us behind. */
  private static void endWithParent() {
    Runnable end = () -> Runtime.getRuntime().exit(CommandLine.ExitCode.OK);
    ProcessHandle.current().parent().ifPresentOrElse(parent -> {
      CompletableFuture<Void> unused = parent.onExit().thenRun(end);
    }, end);
  }

  /** Made at the first start and kept, so that sessions outlive a restart. */
  private static String sessionKey(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] secret = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(secret);
      Files.writeString(file, "1:" + HexFormat.of().formatHex(secret));
    }
    return Files.readString(file).strip();
  }

  private static void createTopics(PlayheadConfig config) {
    try (TopicAdmin admin = new TopicAdmin(config.kafka())) {
      if (admin.create(new Topics(config.topics()).all()) instanceof TopicCheck.Unreachable unreachable) {
        throw new IllegalStateException(unreachable.reason());
      }
    }
  }

  private static String[] with(String[] defaults, String... more) {
    String[] all = Arrays.copyOf(defaults, defaults.length + more.length);
    System.arraycopy(more, 0, all, defaults.length, more.length);
    return all;
  }

  private void welcome(PlayheadConfig config) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("""

        Playhead is ready.
          gateway     http://localhost:%1$d/api/v1
          management  http://localhost:%2$d/health/ready and /metrics
          reports     http://localhost:%6$d and /reports/v1
          Kafka       %3$s

        Open a session:
          curl -i http://localhost:%1$d/api/v1/sessions -d '{"playerTime":{"playhead":0,"ts":'$(date +%%s)'000},
            "eventType":"sessionStart","params":{"analytics.trackingServer":"t.example","analytics.reportSuite":"demo",
            "visitor.marketingCloudOrgId":"demo@AdobeOrg","media.id":"m1","media.length":60,"media.contentType":"vod",
            "media.playerName":"curl","media.channel":"demo"}}'
        Send its events to the Location of the answer, /events behind it. The README has a whole session.
        Read the topics:
          %5$s -jar target/playhead.jar tail %4$sevents --from-beginning
          %5$s -jar target/playhead.jar tail %4$sreports --from-beginning

        """, config.http().port(), config.management().port(), config.kafka().bootstrapServers(),
        config.topics().prefix(), ProcessHandle.current().info().command().orElse("java"), config.reports().port());
    out.flush();
  }
}
