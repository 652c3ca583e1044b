package io.playhead.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The range of every value, and what must hold between values. */
final class ConfigRules {
  private static final Pattern BROKERS = Pattern.compile("[^\\s,:]+:\\d{1,5}(\\s*,\\s*[^\\s,:]+:\\d{1,5})*");
  private static final Pattern TOPIC_PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,200}");
  private static final Pattern APPLICATION_ID = Pattern.compile("[a-zA-Z0-9._-]{1,200}");
  private static final Pattern INSTANCE_ID = Pattern.compile("[a-zA-Z0-9._-]{0,200}");
  private static final Pattern SESSION_KEY =
      Pattern.compile("0{0,2}(25[0-5]|2[0-4]\\d|1?\\d?\\d):([0-9a-fA-F]{2}){16,}");
  private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[^/\\s]+");
  private static final Pattern WEB_ORIGIN = Pattern.compile("https?://[^/\\s]+");
  private static final Pattern HOST = Pattern.compile("[^/\\s:]+|\\[[0-9a-fA-F:.]+\\]");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern COLLECTOR = Pattern.compile("(https?://[^\\s?#]*[^\\s?#/])?");
  private static final Pattern NOT_BLANK = Pattern.compile(".*\\S.*");

  private static final DataSize ONE_BYTE = new DataSize(1);
  private static final DataSize LARGEST = DataSize.parse("1GiB");
  private static final DataSize LARGEST_SPOOL = DataSize.parse("16384GiB");
  private static final DataSize MOST_MEMORY = DataSize.parse("64GiB");
  private static final Duration ONE_MILLI = Duration.ofMillis(1);
  /** Half of the 10 s after which Kafka Streams' transactions are aborted. */
  private static final Duration LONGEST_COMMIT = Duration.ofSeconds(5);
  /** Kafka's client needs some of it for lingering, and half of the rest for one request. */
  private static final Duration SHORTEST_ACK = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Duration LONGEST_RETENTION = Duration.ofDays(36_500);

  private final List<Violation> violations = new ArrayList<>();

  private ConfigRules() {}

  /** A value out of its range. */
  record Violation(String key, String expected) {}

  /** Everything that does not hold, in the order of the keys. */
  static List<Violation> violations(PlayheadConfig config) {
    var rules = new ConfigRules();
    rules.http(config.http());
    rules.management(config.management(), config.http());
    rules.matches("kafka.bootstrapServers", config.kafka().bootstrapServers(), BROKERS,
        "host:port, several separated by commas");
    rules.topics(config.topics(), config.http());
    rules.session(config.session());
    rules.admission(config.admission());
    rules.range("rateLimits.eventsPerSession", config.rateLimits().eventsPerSession(), 0, 1_000_000);
    rules.range("rateLimits.startsPerAddress", config.rateLimits().startsPerAddress(), 0, 1_000_000);
    rules.gateway(config.gateway(), config.topics());
    rules.spool(config.spool());
    rules.aggregator(config.aggregator());
    rules.reports(config.reports());
    rules.matches("data.dir", config.data().dir(), NOT_BLANK, "a directory");
    rules.tracing(config.tracing());
    rules.dev(config.dev());
    return rules.violations;
  }

  private void http(HttpConfig http) {
    matches("http.host", http.host(), NOT_BLANK, "a host name or address");
    range("http.port", http.port(), 0, 65_535);
    range("http.eventLoops", http.eventLoops(), 0, 1_024);
    range("http.maxBody", http.maxBody(), ONE_BYTE, LARGEST);
    range("http.maxBatch", http.maxBatch(), ONE_BYTE, LARGEST);
    range("http.maxHeader", http.maxHeader(), DataSize.parse("1KiB"), DataSize.parse("1MiB"));
    range("http.requestTimeout", http.requestTimeout(), ONE_MILLI, LONGEST_WAIT);
    range("http.idleTimeout", http.idleTimeout(), ONE_MILLI, LONGEST_WAIT);
    range("http.drainTimeout", http.drainTimeout(), Duration.ZERO, LONGEST_WAIT);
    require(http.maxBody().compareTo(http.maxBatch()) <= 0, "http.maxBody",
        "at most http.maxBatch, " + http.maxBatch());
    require(http.corsOrigins().stream().allMatch(origin -> ORIGIN.matcher(origin).matches()), "http.corsOrigins",
        "* or origins such as https://player.example");
    require(http.trustedProxies().stream().allMatch(Network::isOne), "http.trustedProxies",
        "addresses or networks such as 10.0.0.0/8 or fd00::/8");
    tls(http.tls());
  }

  private void tls(TlsConfig tls) {
    require(tls.key().isEmpty() || tls.isOn(), "http.tls.certificate", "a file, because http.tls.key is set");
    require(!tls.key().isEmpty() || !tls.isOn(), "http.tls.key", "a file, because http.tls.certificate is set");
    require(!tls.asksClients() || tls.isOn(), "http.tls.certificate",
        "a file, because http.tls.clientAuthorities is set");
    range("http.tls.reloadPeriod", tls.reloadPeriod(), ONE_MILLI, Duration.ofDays(1));
  }

  private void management(ManagementConfig management, HttpConfig http) {
    matches("management.host", management.host(), NOT_BLANK, "a host name or address");
    range("management.port", management.port(), 0, 65_535);
    require(management.port() != http.port() || management.port() == 0, "management.port",
        "another port than http.port");
  }

  private void topics(TopicsConfig topics, HttpConfig http) {
    matches("topics.prefix", topics.prefix(), TOPIC_PREFIX, "letters, digits, \".\", \"_\" and \"-\"");
    range("topics.partitions", topics.partitions(), 1, 10_000);
    range("topics.replicationFactor", topics.replicationFactor(), 1, 100);
    range("topics.minInsyncReplicas", topics.minInsyncReplicas(), 1, 100);
    require(topics.minInsyncReplicas() <= topics.replicationFactor(), "topics.minInsyncReplicas",
        "at most topics.replicationFactor, " + topics.replicationFactor());
    range("topics.eventsRetention", topics.eventsRetention(), ONE_MILLI, LONGEST_RETENTION);
    range("topics.reportsRetention", topics.reportsRetention(), ONE_MILLI, LONGEST_RETENTION);
    range("topics.closedRetention", topics.closedRetention(), ONE_MILLI, LONGEST_RETENTION);
    range("topics.rejectedRetention", topics.rejectedRetention(), ONE_MILLI, LONGEST_RETENTION);
    range("topics.liveRetention", topics.liveRetention(), ONE_MILLI, LONGEST_RETENTION);
    range("topics.maxRecord", topics.maxRecord(), ONE_BYTE, LARGEST);
    // A record is the body and what the gateway adds in headers, of which the user agent comes from the request.
    var needed = new DataSize(http.maxBatch().bytes() + http.maxHeader().bytes());
    require(topics.maxRecord().compareTo(needed) >= 0, "topics.maxRecord",
        "at least http.maxBatch and http.maxHeader together, " + needed);
  }

  private void session(SessionConfig session) {
    boolean wellFormed = session.keys().stream().allMatch(key -> SESSION_KEY.matcher(key).matches());
    require(wellFormed, "session.keys", "number:hex each, a number from 0 to 255 and at least 32 hex digits");
    if (wellFormed) {
      long numbers = session.keys().stream().map(key -> Integer.valueOf(key.substring(0, key.indexOf(':')))).distinct()
          .count();
      require(numbers == session.keys().size(), "session.keys", "keys with different numbers");
    }
    range("session.maxClosed", session.maxClosed(), 1, 1_000_000_000);
  }

  private void admission(AdmissionConfig admission) {
    require(admission.origins().stream().allMatch(origin -> WEB_ORIGIN.matcher(origin).matches()), "admission.origins",
        "origins such as https://player.example");
    require(admission.hosts().stream().allMatch(host -> HOST.matcher(host).matches()), "admission.hosts",
        "host names without port, such as media.example");
    require(admission.keyHashes().stream().allMatch(hash -> SHA_256.matcher(hash).matches()), "admission.keyHashes",
        "64 hex digits each: the SHA-256 of a key");
  }

  private void gateway(GatewayConfig gateway, TopicsConfig topics) {
    range("gateway.ackTimeout", gateway.ackTimeout(), SHORTEST_ACK, LONGEST_WAIT);
    range("gateway.bufferMemory", gateway.bufferMemory(), ONE_BYTE, LARGEST);
    require(gateway.bufferMemory().compareTo(topics.maxRecord()) >= 0, "gateway.bufferMemory",
        "at least topics.maxRecord, " + topics.maxRecord());
    range("gateway.maxInFlight", gateway.maxInFlight(), ONE_BYTE, LARGEST);
    require(gateway.maxInFlight().compareTo(topics.maxRecord()) >= 0, "gateway.maxInFlight",
        "at least topics.maxRecord, " + topics.maxRecord());
    range("gateway.maxInFlightRequests", gateway.maxInFlightRequests(), 1, 10_000_000);
    range("gateway.maxPendingAppends", gateway.maxPendingAppends(), 1, 10_000_000);
    range("gateway.rejectedPerSecond", gateway.rejectedPerSecond(), 0, 1_000_000);
    ValidationConfig validation = gateway.validation();
    range("gateway.validation.maxDepth", validation.maxDepth(), 1, 1_000);
    range("gateway.validation.maxStringLength", validation.maxStringLength(), 1, 10_000_000);
    range("gateway.validation.maxNameLength", validation.maxNameLength(), 1, 50_000);
    range("gateway.validation.maxBatchEvents", validation.maxBatchEvents(), 1, 10_000_000);
  }

  private void spool(SpoolConfig spool) {
    range("spool.maxBytes", spool.maxBytes(), new DataSize(0), LARGEST_SPOOL);
    range("spool.maxAge", spool.maxAge(), ONE_MILLI, LONGEST_RETENTION);
    range("spool.drainPerSecond", spool.drainPerSecond(), 1, 10_000_000);
  }

  private void aggregator(AggregatorConfig aggregator) {
    matches("aggregator.applicationId", aggregator.applicationId(), APPLICATION_ID,
        "letters, digits, \".\", \"_\" and \"-\"");
    matches("aggregator.outputPrefix", aggregator.outputPrefix(), TOPIC_PREFIX,
        "letters, digits, \".\", \"_\" and \"-\"");
    matches("aggregator.instanceId", aggregator.instanceId(), INSTANCE_ID,
        "letters, digits, \".\", \"_\" and \"-\", or nothing");
    range("aggregator.threads", aggregator.threads(), 1, 1_024);
    range("aggregator.standbyReplicas", aggregator.standbyReplicas(), 0, 100);
    range("aggregator.commitInterval", aggregator.commitInterval(), ONE_MILLI, LONGEST_COMMIT);
    range("aggregator.closedMemory", aggregator.closedMemory(), Duration.ofMinutes(1), Duration.ofDays(30));
    matches("aggregator.host", aggregator.host(), NOT_BLANK, "a host name or address");
    range("aggregator.storeMemory", aggregator.storeMemory(), DataSize.parse("16MiB"), MOST_MEMORY);
  }

  private void reports(ReportsConfig reports) {
    matches("reports.host", reports.host(), NOT_BLANK, "a host name or address");
    range("reports.port", reports.port(), 0, 65_535);
    require(reports.tokenHashes().stream().allMatch(hash -> SHA_256.matcher(hash).matches()), "reports.tokenHashes",
        "64 hex digits each: the SHA-256 of a token");
    range("reports.retention", reports.retention(), ONE_MILLI, LONGEST_RETENTION);
    range("reports.memory", reports.memory(), DataSize.parse("64MiB"), MOST_MEMORY);
    range("reports.threads", reports.threads(), 1, 1_024);
    range("reports.queryTimeout", reports.queryTimeout(), Duration.ofSeconds(1), LONGEST_WAIT);
    range("reports.maxRows", reports.maxRows(), 1, 10_000_000);
    range("reports.inspectorRecords", reports.inspectorRecords(), 1, 100_000_000);
    range("reports.inspectorTime", reports.inspectorTime(), ONE_MILLI, LONGEST_WAIT);
  }

  private void tracing(TracingConfig tracing) {
    matches("tracing.endpoint", tracing.endpoint(), COLLECTOR, "a URL such as http://collector:4318, or nothing");
    require(tracing.share() >= 0 && tracing.share() <= 1, "tracing.share", "0 to 1");
  }

  private void dev(DevConfig dev) {
    range("dev.kafkaPort", dev.kafkaPort(), 0, 65_535);
    range("dev.viewers", dev.viewers(), 0, 10_000_000);
    require(dev.speed() > 0 && dev.speed() <= 1_000_000, "dev.speed", "above 0, at most 1000000");
  }

  private void range(String key, long value, long min, long max) {
    require(min <= value && value <= max, key, min + " to " + max);
  }

  private void range(String key, DataSize value, DataSize min, DataSize max) {
    require(min.compareTo(value) <= 0 && value.compareTo(max) <= 0, key, min + " to " + max);
  }

  private void range(String key, Duration value, Duration min, Duration max) {
    require(min.compareTo(value) <= 0 && value.compareTo(max) <= 0, key,
        DurationUnit.format(min) + " to " + DurationUnit.format(max));
  }

  private void matches(String key, String value, Pattern pattern, String expected) {
    require(pattern.matcher(value).matches(), key, expected);
  }

  private void require(boolean holds, String key, String expected) {
    if (!holds) {
      violations.add(new Violation(key, expected));
    }
  }
}
