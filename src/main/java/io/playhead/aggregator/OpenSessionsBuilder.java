package io.playhead.aggregator;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Makes {@link OpenSessions}, one for each task. Their changelogs are written by Kafka Streams' wrappers around
 * {@link ChangesOnly}.
 */
final class OpenSessionsBuilder implements StoreBuilder<OpenSessions> {
  private final String name;
  private Map<String, String> logConfig = Map.of();
  private boolean logged = true;

  /** Of stores of that name. */
  OpenSessionsBuilder(String name) {
    this.name = name;
  }

  @Override
  public OpenSessions build() {
    ChangesOnly inner = new ChangesOnly(name);
    var changelog =
        Stores.keyValueStoreBuilder(supplier(inner), Serdes.Bytes(), Serdes.ByteArray()).withCachingDisabled();
    OpenSessions sessions =
        new OpenSessions(name,
            (logged ? changelog.withLoggingEnabled(logConfig) : changelog.withLoggingDisabled()).build());
    inner.restoreTo(sessions);
    return sessions;
  }

  private static KeyValueBytesStoreSupplier supplier(ChangesOnly inner) {
    return new KeyValueBytesStoreSupplier() {
      @Override
      public String name() {
        return inner.name();
      }

      @Override
      public ChangesOnly get() {
        return inner;
      }

      @Override
      public String metricsScope() {
        return "in-memory";
      }
    };
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public StoreBuilder<OpenSessions> withLoggingEnabled(Map<String, String> config) {
    logConfig = config;
    logged = true;
    return this;
  }

  @Override
  public StoreBuilder<OpenSessions> withLoggingDisabled() {
    logged = false;
    return this;
  }

  @Override
  public Map<String, String> logConfig() {
    return logConfig;
  }

  @Override
  public boolean loggingEnabled() {
    return logged;
  }

  @Override
  public StoreBuilder<OpenSessions> withCachingEnabled() {
    throw new UnsupportedOperationException("what is in memory needs no cache");
  }

  @Override
  public StoreBuilder<OpenSessions> withCachingDisabled() {
    return this;
  }
}
