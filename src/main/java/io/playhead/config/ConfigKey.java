package io.playhead.config;

import com.fasterxml.jackson.databind.JavaType;
import java.util.Locale;

/**
 * One key of the configuration. A key with a map type stands for all keys below it.
 *
 * @param name the key, such as {@code http.port}
 * @param type the type of its value
 */
record ConfigKey(String name, JavaType type) {
  /** What every environment variable for us begins with. Kubernetes injects {@code PLAYHEAD_…} variables of its own. */
  static final String ENVIRONMENT_PREFIX = "PLAYHEAD__";

  boolean isMap() {
    return type.isMapLikeType();
  }

  /** The type of a value under this key; of a map, of each value in it. */
  JavaType valueType() {
    return isMap() ? type.getContentType() : type;
  }

  boolean isList() {
    return type.isCollectionLikeType();
  }

  /** The name as an environment variable: {@code PLAYHEAD__HTTP__EVENT_LOOPS} for {@code http.eventLoops}. */
  String environmentName() {
    String words = name.replaceAll("([a-z])([A-Z])", "$1_$2").replace(".", "__");
    return ENVIRONMENT_PREFIX + words.toUpperCase(Locale.ROOT);
  }
}
