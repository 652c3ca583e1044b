package io.playhead.dev;

/**
 * How a viewer's player reports, whatever the viewer does (collection-api §7).
 *
 * @param postsAtOnce whether it posts the events of one moment in parallel, the last first, instead of one after the
 *     other
 * @param pingInterval milliseconds
 * @param adPingInterval milliseconds, during ads
 * @param pingsInPauses whether it pings while paused
 * @param playsAfterAds whether it sends {@code play} after an ad break
 */
record Habits(ViewerPlan.Delivery delivery, boolean postsAtOnce, long pingInterval, long adPingInterval,
    boolean pingsInPauses, boolean playsAfterAds) {}
