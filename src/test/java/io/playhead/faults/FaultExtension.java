package io.playhead.faults;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test the {@link Deployment} on one broker that all share: the first to ask starts it, the end of the run stops it. Classes
 * that share it run in one thread, because each disturbs the others.
 */
public final class FaultExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(FaultExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Deployment.class || type == FaultTable.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Store store = context.getRoot().getStore(NAMESPACE);
    FaultTable table = store.getOrComputeIfAbsent(FaultTable.class, type -> new FaultTable(), FaultTable.class);
    return parameter.getParameter().getType() == FaultTable.class
        ? table
        : store.getOrComputeIfAbsent(Deployment.class, type -> Deployment.start(1, table), Deployment.class);
  }
}
