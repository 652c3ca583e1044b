package io.playhead.config;

import java.time.Duration;
import java.util.List;

/**
 * The report store, its queries and its page.
 *
 * @param host the address to listen on
 * @param port 0 to 65535; 0 takes a free one
 * @param tokenHashes SHA-256, as 64 hex digits, of each token that may come as {@code Authorization: Bearer}; empty for no such thing
 * @param retention how long rows are kept, by when their session was started
 * @param memory memory outside the heap for the store; beyond it queries use the disk
 * @param threads threads that work on queries
 * @param queryTimeout time for a query, whole seconds
 * @param maxRows rows of an answer at most
 * @param inspectorRecords records of the log that the inspection of one session reads at most
 * @param inspectorTime time for reading them
 */
public record ReportsConfig(String host, int port, List<String> tokenHashes, Duration retention, DataSize memory,
    int threads, Duration queryTimeout, int maxRows, int inspectorRecords, Duration inspectorTime) {
  /** Copies the list. */
  public ReportsConfig {
    tokenHashes = List.copyOf(tokenHashes);
  }
}
