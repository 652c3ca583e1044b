package io.playhead.bench.aggregator;

import io.playhead.dev.EmbeddedBroker;
import java.nio.file.Path;

/** A broker in a process of its own, so that its CPU time is not the aggregator's. Ends in order, at the latest with its standard input. */
final class BrokerProcess {
  private BrokerProcess() {}

  /** Arguments: port and directory. */
  public static void main(String[] args) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(Integer.parseInt(args[0]), Path.of(args[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
    System.out.println("ready at " + broker.bootstrapServers());
    System.in.transferTo(System.out);
    System.exit(0);
  }
}
