package io.playhead.dev;

import io.playhead.config.DevConfig;
import java.util.EnumSet;
import java.util.Set;

/**
 * How viewers are simulated.
 *
 * @param host the gateway's host
 * @param port the gateway's port
 * @param viewers how many watch at the same time, at least 1
 * @param speed how many times faster than real time they live, at least 1: below that a pause without pings could
 *     outlast a session
 * @param seed the seed of their choices
 * @param endings how their sessions may end
 */
public record SimulationSettings(String host, int port, int viewers, double speed, long seed, Set<Ending> endings) {

  /** Viewers of all kinds as configured, for a gateway at that address. */
  public static SimulationSettings of(DevConfig dev, String host, int port) {
    return new SimulationSettings(host, port, dev.viewers(), Math.max(1, dev.speed()), dev.seed(),
        EnumSet.allOf(Ending.class));
  }

  /** Takes a copy. */
  public SimulationSettings {
    endings = Set.copyOf(endings);
  }
}
