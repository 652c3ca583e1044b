package io.playhead.page;

import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the {@link Site} and the {@link Chromium} that all of a run share; without a Chromium they are passed over. */
final class SiteExtension implements ExecutionCondition, ParameterResolver {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Chromium.isInstalled()) {
      return ConditionEvaluationResult.enabled("Chromium is installed");
    }
    System.out.println(context.getDisplayName() + " is passed over, because Chromium is not installed");
    return ConditionEvaluationResult.disabled("Chromium is not installed");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Site.class || type == Chromium.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getParameter().getType() == Chromium.class) {
      return shared(context, Chromium.class, Chromium::start);
    }
    TestKafka kafka = shared(context, TestKafka.class, TestKafka::start);
    return shared(context, Site.class, () -> Site.start(kafka));
  }

  /** The end of the run closes what was made last first. */
  private static <T extends AutoCloseable> T shared(ExtensionContext context, Class<T> type, Supplier<T> maker) {
    return context.getRoot().getStore(ExtensionContext.Namespace.create(KafkaExtension.class))
        .getOrComputeIfAbsent(type, missing -> maker.get(), type);
  }
}
