package io.playhead.config;

import java.time.Duration;

/**
 * The fold of events into reports.
 *
 * @param applicationId names the group of aggregators and its state in Kafka
 * @param outputPrefix what the names of the topics that it writes start with; empty for the prefix of all topics
 * @param instanceId a name of this instance that survives a restart; empty for none
 * @param threads threads that process partitions, at least 1
 * @param standbyReplicas warm copies of each partition's state on other instances
 * @param commitInterval the time between commits
 * @param closedMemory how long closed sessions are remembered in log time, so that a repeat of one is known
 * @param host the name or address by which other aggregators' clients reach this one's management port
 * @param storeMemory memory outside the heap for stores, all partitions together
 */
public record AggregatorConfig(String applicationId, String outputPrefix, String instanceId, int threads,
    int standbyReplicas,
    Duration commitInterval, Duration closedMemory, String host, DataSize storeMemory) {}
