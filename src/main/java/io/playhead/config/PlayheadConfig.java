package io.playhead.config;

/**
 * The whole configuration. Defaults and the meaning of every key stand in {@code config/playhead.yaml}; the records
 * here give the types.
 *
 * @param http the API for players
 * @param management health and metrics
 * @param kafka how to reach Kafka
 * @param topics the topics and their settings
 * @param session session ids
 * @param admission who may open sessions
 * @param rateLimits how often players may call
 * @param gateway what a gateway does with requests
 * @param spool the gateway's spool on disk
 * @param aggregator the fold of events into reports
 * @param reports the report store, its queries and its page
 * @param data what is kept on this machine
 * @param logging log lines
 * @param tracing traces
 * @param dev the command {@code dev}
 */
public record PlayheadConfig(HttpConfig http, ManagementConfig management, KafkaConfig kafka, TopicsConfig topics,
    SessionConfig session, AdmissionConfig admission, RateLimitsConfig rateLimits, GatewayConfig gateway,
    SpoolConfig spool, AggregatorConfig aggregator, ReportsConfig reports, DataConfig data,
    LoggingConfig logging, TracingConfig tracing,
    DevConfig dev) {}
