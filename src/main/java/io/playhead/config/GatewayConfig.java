package io.playhead.config;

import java.time.Duration;

/**
 * What a gateway does with requests.
 *
 * @param ackTimeout the time for Kafka to acknowledge an event
 * @param bufferMemory events waiting for Kafka at most, in a process
 * @param maxInFlight bodies that are arriving or not yet answered at most, in a process
 * @param maxInFlightRequests requests that are not yet answered at most, in a process
 * @param maxPendingAppends events that may wait for Kafka's acknowledgement at most, in a process
 * @param address what is kept of a player's IP address
 * @param rejectedPerSecond refused bodies kept a second at most, in a process
 * @param validation what is accepted beyond the schemas
 */
public record GatewayConfig(Duration ackTimeout, DataSize bufferMemory, DataSize maxInFlight,
    int maxInFlightRequests, int maxPendingAppends, AddressPolicy address, int rejectedPerSecond,
    ValidationConfig validation) {}
