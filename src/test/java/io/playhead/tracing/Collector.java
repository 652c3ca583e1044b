package io.playhead.tracing;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** An OTLP receiver over HTTP, which keeps the spans that it gets. */
final class Collector implements AutoCloseable {
  private final HttpServer server;
  private final List<Received> spans = new CopyOnWriteArrayList<>();

  /**
   * A span as it came in.
   *
   * @param parent the span above it, in hex; empty for none
   * @param attributes their values as text
   */
  record Received(String service, String name, String trace, String id, String parent,
      Map<String, String> attributes) {}

  private Collector(HttpServer server) {
    this.server = server;
  }

  static Collector start() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Collector collector = new Collector(server);
    server.createContext("/v1/traces", collector::take);
    server.start();
    return collector;
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Received> spans() {
    return List.copyOf(spans);
  }

  /** The names of a trace's spans. */
  List<String> names(String trace) {
    return spans.stream().filter(span -> span.trace().equals(trace)).map(Received::name).toList();
  }

  /** The span of that name in a trace. */
  Received span(String trace, String name) {
    return spans.stream().filter(span -> span.trace().equals(trace) && span.name().equals(name)).findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()).getResourceSpansList().forEach(this::take);
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void take(ResourceSpans group) {
    String service = attributes(group.getResource().getAttributesList()).getOrDefault("service.name", "");
    group.getScopeSpansList()
        .forEach(scope -> scope.getSpansList().forEach(span -> spans.add(received(service, span))));
  }

  private static Received received(String service, Span span) {
    return new Received(service, span.getName(), hex(span.getTraceId()), hex(span.getSpanId()),
        hex(span.getParentSpanId()), attributes(span.getAttributesList()));
  }

  private static Map<String, String> attributes(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(Collectors.toMap(KeyValue::getKey, attribute -> attribute.getValue().hasIntValue()
            ? String.valueOf(attribute.getValue().getIntValue())
            : attribute.getValue().getStringValue()));
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
