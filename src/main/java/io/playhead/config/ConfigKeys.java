package io.playhead.config;

import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The keys that exist: one for each component of the configuration records, such as {@code http.port}. */
final class ConfigKeys {
  private final Map<String, ConfigKey> keys = new LinkedHashMap<>();

  ConfigKeys() {
    addComponents(PlayheadConfig.class, "");
  }

  /** All keys, in the order of the records. */
  Collection<ConfigKey> all() {
    return keys.values();
  }

  /** The key of that name, or the map that the name is below of. */
  Optional<ConfigKey> find(String name) {
    return keys.values().stream()
        .filter(key -> key.name().equals(name) || (key.isMap() && name.startsWith(key.name() + "."))).findFirst();
  }

  /**
   * The name that an environment variable stands for, or nothing if there is no such key. Below a map,
   * {@code PLAYHEAD__KAFKA__PRODUCER__LINGER_MS} is {@code kafka.producer.linger.ms}.
   */
  Optional<String> nameOfEnvironment(String variable) {
    for (ConfigKey key : keys.values()) {
      String prefix = key.environmentName() + "__";
      if (key.isMap() && variable.startsWith(prefix)) {
        String below = variable.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '.');
        return Optional.of(key.name() + "." + below);
      }
      if (variable.equals(key.environmentName())) {
        return Optional.of(key.name());
      }
    }
    return Optional.empty();
  }

  /** Whether that name holds no value itself, only keys below it: a section or a map. */
  boolean isBranch(String name) {
    return keys.values().stream()
        .anyMatch(key -> key.name().startsWith(name + ".") || (key.isMap() && key.name().equals(name)));
  }

  /** The known name that is closest to a misspelt one, if one is close: at most a third of its letters differ. */
  Optional<String> closest(String misspelt, Function<ConfigKey, String> naming) {
    return keys.values().stream().map(naming)
        .min(Comparator.comparingInt((String name) -> distance(misspelt, name)))
        .filter(name -> distance(misspelt, name) <= Math.max(2, name.length() / 3));
  }

  private void addComponents(Class<?> section, String prefix) {
    for (RecordComponent component : section.getRecordComponents()) {
      String name = prefix + component.getName();
      if (component.getType().isRecord() && component.getType() != DataSize.class) {
        addComponents(component.getType(), name + ".");
      } else {
        keys.put(name, new ConfigKey(name, TypeFactory.defaultInstance().constructType(component.getGenericType())));
      }
    }
  }

  /** Levenshtein's: how many letters must be inserted, removed or replaced. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
