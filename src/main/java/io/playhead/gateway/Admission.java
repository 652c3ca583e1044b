package io.playhead.gateway;

import io.playhead.config.AdmissionConfig;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may open a session. Only that is asked: whoever has a session id got it from us, and it cannot be guessed.
 *
 * <p>What the header lines say is looked at before the body is read. A request without {@code Origin} passes the list
 * of origins: only browsers send it, and only they cannot make it up.
 */
final class Admission {
  private static final String BEARER = "Bearer ";

  private final Set<String> reportSuites;
  private final Set<String> organisations;
  private final Set<String> origins;
  private final Set<String> hosts;
  private final List<byte[]> keyHashes;

  Admission(AdmissionConfig config) {
    this.reportSuites = Set.copyOf(config.reportSuites());
    this.organisations = Set.copyOf(config.organisations());
    this.origins = Set.copyOf(config.origins());
    this.hosts =
        config.hosts().stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    this.keyHashes = config.keyHashes().stream().map(HexFormat.of()::parseHex).toList();
  }

  /**
   * Why a request for a session is refused, whatever its body: 401 without a key, 403 from a wrong origin or to a wrong
   * host.
   */
  Optional<Problem> whyNot(HttpServerRequest request) {
    if (!keyHashes.isEmpty() && !hasKey(request.getHeader(HttpHeaders.AUTHORIZATION))) {
      return Optional.of(Problem.of(401, "opening a session takes a key, as Authorization: Bearer"));
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (!origins.isEmpty() && origin != null && !origins.contains(origin)) {
      return Optional.of(Problem.of(403, "sessions are not opened from this web origin"));
    }
    HostAndPort host = request.authority();
    if (!hosts.isEmpty() && (host == null || !hosts.contains(host.host().toLowerCase(Locale.ROOT)))) {
      return Optional.of(Problem.of(403, "sessions are not opened under this host name"));
    }
    return Optional.empty();
  }

  /**
   * Why a session is refused for what it says of itself: 403 for a report suite or an organisation that is not ours.
   *
   * @param body a {@code sessionStart}, or an array that begins with one, known to be valid
   */
  Optional<Problem> whyNot(byte[] body) {
    if (reportSuites.isEmpty() && organisations.isEmpty()) {
      return Optional.empty();
    }
    StartParameters start = StartParameters.read(body);
    if (!reportSuites.isEmpty() && !reportSuites.contains(start.reportSuite())) {
      return Optional.of(Problem.of(403, "/params/analytics.reportSuite is not a report suite that is collected here"));
    }
    if (!organisations.isEmpty() && !organisations.contains(start.organisation())) {
      return Optional.of(
          Problem.of(403, "/params/visitor.marketingCloudOrgId is not an organisation that is collected for here"));
    }
    return Optional.empty();
  }

  /** All hashes are compared, and each as a whole, so that the time tells nothing. */
  private boolean hasKey(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return false;
    }
    byte[] hash = sha256(authorization.substring(BEARER.length()).strip());
    boolean known = false;
    for (byte[] keyHash : keyHashes) {
      known |= MessageDigest.isEqual(keyHash, hash);
    }
    return known;
  }

  private static byte[] sha256(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
