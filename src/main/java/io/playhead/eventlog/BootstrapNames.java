package io.playhead.eventlog;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;

/**
 * Tells brokers' names that do not resolve from settings that are wrong: Kafka's clients throw the same for both. In a
 * cluster names vanish with the brokers behind them, so that is an outage and no reason to end.
 */
public final class BootstrapNames {
  private static final String UNRESOLVABLE = "No resolvable bootstrap urls";

  private BootstrapNames() {}

  /** Whether a client could not be made because none of its brokers' names resolves. */
  public static boolean areUnresolvable(Throwable failure) {
    return cause(failure).isPresent();
  }

  /** What the client said of it. */
  public static String reason(Throwable failure) {
    return cause(failure).map(Throwable::getMessage).orElseGet(failure::toString);
  }

  private static Optional<Throwable> cause(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(each -> each instanceof ConfigException && String.valueOf(each.getMessage()).contains(UNRESOLVABLE))
        .findFirst();
  }
}
