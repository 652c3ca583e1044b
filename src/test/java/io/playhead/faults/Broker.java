package io.playhead.faults;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A Kafka broker and controller as a program of its own, which runs until it is killed. */
final class Broker {
  /** Of all brokers here; 16 bytes in Base64. */
  private static final String CLUSTER = "cGxheWhlYWQtZmF1bHRzMQ";

  private Broker() {}

  /** Runs the broker with the settings in the file that the argument names; its directory is formatted if it is new. */
  public static void main(String[] args) throws Exception {
    Properties settings = new Properties();
    try (var reader = Files.newBufferedReader(Path.of(args[0]))) {
      settings.load(reader);
    }
    format(settings);
    KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    server.startup();
    server.awaitShutdown();
  }

  private static void format(Properties settings) throws Exception {
    String data = settings.getProperty("log.dirs");
    Files.createDirectories(Path.of(data));
    var formatter = new Formatter();
    formatter.setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false));
    formatter.setClusterId(CLUSTER);
    formatter.setNodeId(Integer.parseInt(settings.getProperty("node.id")));
    formatter.addDirectory(data);
    formatter.setMetadataLogDirectory(data);
    formatter.setReleaseVersion(MetadataVersion.latestProduction());
    formatter.setControllerListenerName("CONTROLLER");
    formatter.setIgnoreFormatted(true);
    formatter.run();
  }
}
