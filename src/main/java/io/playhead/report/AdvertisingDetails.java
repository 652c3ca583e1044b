package io.playhead.report;

import java.util.Optional;

/**
 * An ad (media-metrics §5.3).
 *
 * @param name the ad's id
 * @param length milliseconds, -1000 if not known
 * @param podPosition its place in its break
 */
public record AdvertisingDetails(String name, Optional<String> friendlyName, long length, long podPosition,
    String playerName, Optional<String> advertiser, Optional<String> campaignId, Optional<String> creativeId,
    Optional<String> siteId, Optional<String> creativeUrl, Optional<String> placementId) {}
