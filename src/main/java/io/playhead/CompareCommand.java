package io.playhead;

import io.playhead.config.PlayheadConfig;
import io.playhead.eventlog.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Compares the reports of a replay with the live ones. It takes the settings of the aggregator that replays, and waits
 * until that and the live one have read the log as far as it went when it was called.
 */
@Command(name = "compare", description = "Compares the reports of a replay with the live ones; exit code 0 if they are equal.")
final class CompareCommand implements Callable<Integer> {
  private static final int SHOWN = 10;

  @Mixin
  private final ConfigOptions options;

  @Option(names = "--live", paramLabel = "ID", description = "The aggregator.applicationId of the live aggregators; ${DEFAULT-VALUE} if not given.")
  private String live = "playhead-aggregator";

  @Option(names = "--patience", paramLabel = "SECONDS", description = "How long to wait for the replay to come to the end of the log; ${DEFAULT-VALUE} if not given.")
  private int patience = 3_600;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  CompareCommand(ConfigOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    PlayheadConfig config = options.load();
    Topics lived = new Topics(config.topics());
    Topics replayed = Topics.ofOutputs(config);
    if (lived.equals(replayed)) {
      throw new ParameterException(spec.commandLine(),
          "aggregator.outputPrefix is that of the replay, not topics.prefix");
    }
    try (ReadLog log = ReadLog.open(config.kafka(), lived.events().name())) {
      LogSpan span = log.span();
      log.awaitReadBy(List.of(live, config.aggregator().applicationId()), span, Duration.ofSeconds(patience));
      return print(compare(log, span, lived, replayed));
    } catch (KafkaException | IllegalStateException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  /** One partition after the other, because a session is in one of them: no more than its sessions are held in memory. */
  private static ReportSums.Result compare(ReadLog log, LogSpan span, Topics lived, Topics replayed) {
    ReportSums.Result result = ReportSums.Result.NONE;
    for (int partition : span.ends().keySet()) {
      ReportSums live = sums(log, span, lived, partition);
      result = result.plus(live.comparedWith(sums(log, span, replayed, partition)));
    }
    return result;
  }

  private static ReportSums sums(ReadLog log, LogSpan span, Topics topics, int partition) {
    ReportSums sums = new ReportSums(span);
    log.read(topics.reports().name(), partition, sums::add);
    return sums;
  }

  private int print(ReportSums.Result result) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(result.reports() + " reports of " + result.sessions() + " sessions are equal; "
        + result.before() + " sessions began before the log and were passed over");
    result.different().stream().limit(SHOWN).forEach(sid -> out.println("session " + sid + " differs"));
    if (!result.different().isEmpty()) {
      out.println(result.different().size() + " sessions differ");
    }
    out.flush();
    return result.different().isEmpty() && result.reports() > 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
