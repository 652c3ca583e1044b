package io.playhead.ops;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.List;
import java.util.Set;

/** Makes the process's meter registry, and Vert.x so that it reports to it. */
public final class Metrics {
  private Metrics() {}

  /**
   * A registry for Prometheus with the meters of the JVM and the process: memory, GC, threads, classes, CPU, uptime.
   */
  public static PrometheusMeterRegistry registry() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    List<MeterBinder> binders = List.of(new JvmInfoMetrics(), new JvmMemoryMetrics(), new JvmGcMetrics(),
        new JvmThreadMetrics(), new ClassLoaderMetrics(), new ProcessorMetrics(), new UptimeMetrics(),
        new FileDescriptorMetrics());
    binders.forEach(binder -> binder.bindTo(registry));
    return registry;
  }

  /**
   * Makes a Vert.x that reports its threads' pools to the registry. Its HTTP meters are off: they look their counters
   * up for each answer, and the gateway counts its requests itself.
   */
  public static Vertx vertx(VertxOptions options, Transport transport, PrometheusMeterRegistry registry) {
    var metrics = new MicrometerMetricsOptions().setEnabled(true)
        .setLabels(Set.of(Label.POOL_TYPE, Label.POOL_NAME))
        .setDisabledMetricsCategories(
            Set.of(MetricsDomain.EVENT_BUS.toCategory(), MetricsDomain.DATAGRAM_SOCKET.toCategory(),
                MetricsDomain.HTTP_SERVER.toCategory(), MetricsDomain.HTTP_CLIENT.toCategory()));
    return Vertx.builder().with(new VertxOptions(options).setMetricsOptions(metrics))
        .withTransport(transport).withMetrics(new MicrometerMetricsFactory(registry)).build();
  }
}
