package io.playhead.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * The configuration in effect and where it came from.
 *
 * @param config the checked configuration
 * @param origins for each key that was set other than by the built-in defaults, the source in words
 */
public record EffectiveConfig(PlayheadConfig config, Map<String, String> origins) {
  /** Copies the map. */
  public EffectiveConfig {
    origins = Map.copyOf(origins);
  }

  /** The configuration as YAML, secrets masked; a comment says where a value came from that is not a default. */
  public String toYaml() {
    var yaml = new StringBuilder();
    ObjectNode tree = ConfigTypes.MAPPER.valueToTree(config);
    write(tree, "", "", yaml);
    return yaml.toString();
  }

  /** Scalars and lists are written as JSON, which is YAML too. */
  private void write(ObjectNode section, String prefix, String indent, StringBuilder yaml) {
    section.properties().forEach(entry -> {
      String name = prefix + entry.getKey();
      yaml.append(indent).append(entry.getKey()).append(':');
      if (entry.getValue() instanceof ObjectNode below && !below.isEmpty()) {
        yaml.append('\n');
        write(below, name + ".", indent + "  ", yaml);
      } else {
        yaml.append(' ').append(Secrets.shown(name, entry.getValue()));
        if (origins.containsKey(name)) {
          yaml.append("  # from ").append(origins.get(name));
        }
        yaml.append('\n');
      }
    });
  }
}
