package io.playhead.event;

/** The names of parameters and quality data on the wire that a rule refers to (collection-api §§2–4). */
public final class ParamNames {

  public static final String MEDIA_ID = "media.id";
  public static final String MEDIA_CHANNEL = "media.channel";
  public static final String MEDIA_CONTENT_TYPE = "media.contentType";
  public static final String MEDIA_PLAYER_NAME = "media.playerName";
  public static final String MEDIA_STREAM_TYPE = "media.streamType";
  public static final String MEDIA_LENGTH = "media.length";
  public static final String MEDIA_RESUME = "media.resume";
  public static final String MEDIA_DOWNLOADED = "media.downloaded";

  static final String POD_INDEX = "media.ad.podIndex";
  static final String POD_SECOND = "media.ad.podSecond";
  static final String POD_FRIENDLY_NAME = "media.ad.podFriendlyName";

  static final String AD_ID = "media.ad.id";
  static final String AD_NAME = "media.ad.name";
  static final String AD_LENGTH = "media.ad.length";
  static final String AD_POD_POSITION = "media.ad.podPosition";
  static final String AD_PLAYER_NAME = "media.ad.playerName";
  static final String AD_ADVERTISER = "media.ad.advertiser";
  static final String AD_CAMPAIGN_ID = "media.ad.campaignId";
  static final String AD_CREATIVE_ID = "media.ad.creativeId";
  static final String AD_SITE_ID = "media.ad.siteId";
  static final String AD_CREATIVE_URL = "media.ad.creativeURL";
  static final String AD_PLACEMENT_ID = "media.ad.placementId";

  static final String CHAPTER_INDEX = "media.chapter.index";
  static final String CHAPTER_OFFSET = "media.chapter.offset";
  static final String CHAPTER_LENGTH = "media.chapter.length";
  static final String CHAPTER_FRIENDLY_NAME = "media.chapter.friendlyName";

  static final String STATE_NAME = "media.state.name";
  static final String STATES_START = "statesStart";
  static final String STATES_END = "statesEnd";

  static final String ERROR_ID = "media.errorId";
  static final String ERROR_SOURCE = "media.errorSource";

  static final String QOE_BITRATE = "media.qoe.bitrate";
  static final String QOE_DROPPED_FRAMES = "media.qoe.droppedFrames";
  static final String QOE_TIME_TO_START = "media.qoe.timeToStart";
  static final String QOE_FRAMES_PER_SECOND = "media.qoe.framesPerSecond";
  static final String QOE_ERROR_ID = "media.qoe.errorID";
  static final String QOE_ERROR_SOURCE = "media.qoe.errorSource";

  private ParamNames() {}
}
