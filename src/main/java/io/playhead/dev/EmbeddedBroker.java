package io.playhead.dev;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker with its own controller inside this process, for {@code dev} and for tests: one node, one replica of
 * everything, on the loopback address only.
 *
 * <p>An instance runs from {@link #start} to {@link #close}. Starting another one on the same port and directory takes
 * up the same cluster with all that was written, as a broker does after an outage.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int NODE = 1;
  /** Always the same, so that a directory formatted by an earlier start is known again; 16 bytes in Base64. */
  private static final String CLUSTER = "cGxheWhlYWQtZGV2LTAwMQ";
  private static final String SETTINGS = """
      process.roles=broker,controller
      listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
      controller.listener.names=CONTROLLER
      inter.broker.listener.name=PLAINTEXT

      # A misspelt topic must be an error, as in production.
      auto.create.topics.enable=false

      # One node can hold one replica.
      default.replication.factor=1
      min.insync.replicas=1
      offsets.topic.replication.factor=1
      offsets.topic.num.partitions=4
      transaction.state.log.replication.factor=1
      transaction.state.log.min.isr=1
      transaction.state.log.num.partitions=4
      share.coordinator.state.topic.replication.factor=1
      share.coordinator.state.topic.min.isr=1

      # The default of 3 s, for many members to arrive together, would only slow each start.
      group.initial.rebalance.delay.ms=0

      # The default of 128 MiB is for large compacted logs.
      log.cleaner.dedupe.buffer.size=4194304
      """;

  private final String bootstrapServers;
  private final KafkaRaftServer server;

  private EmbeddedBroker(String bootstrapServers, KafkaRaftServer server) {
    this.bootstrapServers = bootstrapServers;
    this.server = server;
  }

  /**
   * Starts a broker and returns when it takes requests (2 to 3 s).
   *
   * @param port the port to listen on; 0 takes a free one
   * @param data the directory of its logs: made and formatted if it is not yet
   * @throws IOException if the port is in use or the directory cannot be written
   */
  public static EmbeddedBroker start(int port, Path data) throws IOException {
    return start(port, data, Map.of());
  }

  /**
   * Starts a broker that differs from the usual one in these settings, which go by Kafka's names. Its listener for
   * clients is called {@code PLAINTEXT}, whatever protocol the settings give it.
   *
   * @throws IOException if the port is in use or the directory cannot be written
   */
  public static EmbeddedBroker start(int port, Path data, Map<String, String> more) throws IOException {
    requireFree(port);
    String address = HOST + ":" + (port == 0 ? freePort() : port);
    String controller = HOST + ":" + freePort();
    format(Files.createDirectories(data));
    var server = new KafkaRaftServer(config(address, controller, data, more), Time.SYSTEM);
    server.startup();
    return new EmbeddedBroker(address, server);
  }

  /** A port that nothing listens on at the moment. */
  public static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
    }
  }

  /** The address for clients: {@code host:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Shuts the broker down in order; what was written stays on disk. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  /** Asked beforehand, because a broker that cannot bind its port takes its time and many log lines to fail. */
  private static void requireFree(int port) throws IOException {
    try (var socket = new ServerSocket()) {
      // As the broker does: connections of an earlier run that linger do not count.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (BindException e) {
      throw new IOException("port " + port + " on " + HOST + " is in use", e);
    }
  }

  private static void format(Path data) throws IOException {
    var formatter = new Formatter();
    formatter.setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false));
    formatter.setClusterId(CLUSTER);
    formatter.setNodeId(NODE);
    formatter.addDirectory(data.toString());
    formatter.setMetadataLogDirectory(data.toString());
    formatter.setReleaseVersion(MetadataVersion.latestProduction());
    formatter.setControllerListenerName("CONTROLLER");
    formatter.setIgnoreFormatted(true);
    try {
      formatter.run();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("cannot format " + data, e);
    }
  }

  private static KafkaConfig config(String address, String controller, Path data, Map<String, String> more)
      throws IOException {
    var settings = new Properties();
    settings.load(new StringReader(SETTINGS));
    settings.setProperty("node.id", "" + NODE);
    settings.setProperty("controller.quorum.voters", NODE + "@" + controller);
    settings.setProperty("listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller);
    settings.setProperty("advertised.listeners", "PLAINTEXT://" + address);
    settings.setProperty("log.dirs", data.toString());
    settings.putAll(more);
    return KafkaConfig.fromProps(settings, false);
  }
}
