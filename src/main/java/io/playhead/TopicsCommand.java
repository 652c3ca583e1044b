package io.playhead;

import io.playhead.config.PlayheadConfig;
import io.playhead.eventlog.TopicAdmin;
import io.playhead.eventlog.TopicCheck;
import io.playhead.eventlog.TopicSpec;
import io.playhead.eventlog.Topics;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes the topics that are missing and checks the others; run again, it changes nothing. */
@Command(name = "topics", description = "Makes the topics that are missing, and checks that the others are as configured.")
final class TopicsCommand implements Callable<Integer> {
  @Mixin
  private final ConfigOptions options;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  TopicsCommand(ConfigOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() {
    PlayheadConfig config = options.load();
    List<TopicSpec> topics = new Topics(config.topics()).all();
    PrintWriter err = spec.commandLine().getErr();
    try (var admin = new TopicAdmin(config.kafka())) {
      return switch (admin.create(topics)) {
        case TopicCheck.Right right -> print(topics, right);
        case TopicCheck.Wrong wrong -> {
          wrong.problems().forEach(err::println);
          yield ExitCode.SOFTWARE;
        }
        case TopicCheck.Refused refused -> {
          err.println(refused.reason());
          yield ExitCode.SOFTWARE;
        }
        case TopicCheck.Unreachable unreachable -> {
          err.println(unreachable.reason());
          yield ExitCode.SOFTWARE;
        }
      };
    }
  }

  private int print(List<TopicSpec> topics, TopicCheck.Right right) {
    PrintWriter out = spec.commandLine().getOut();
    for (TopicSpec topic : topics) {
      String done = right.created().contains(topic.name()) ? "created" : "exists";
      out.println("topic " + topic.name() + ": " + done + ", " + topic.partitions() + " partitions");
    }
    right.notices().forEach(out::println);
    out.flush();
    return ExitCode.OK;
  }
}
