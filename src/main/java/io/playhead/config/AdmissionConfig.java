package io.playhead.config;

import java.util.List;

/**
 * Who may open sessions: where a list is empty, everybody.
 *
 * @param reportSuites the allowed {@code analytics.reportSuite}
 * @param organisations the allowed {@code visitor.marketingCloudOrgId}
 * @param origins the allowed web origins of browsers; what is no browser has none, and passes
 * @param hosts the host names by which players may call
 * @param keyHashes SHA-256, as 64 hex digits, of each key that may come as {@code Authorization: Bearer}
 */
public record AdmissionConfig(List<String> reportSuites, List<String> organisations, List<String> origins,
    List<String> hosts, List<String> keyHashes) {
  /** Copies the lists. */
  public AdmissionConfig {
    reportSuites = List.copyOf(reportSuites);
    organisations = List.copyOf(organisations);
    origins = List.copyOf(origins);
    hosts = List.copyOf(hosts);
    keyHashes = List.copyOf(keyHashes);
  }
}
