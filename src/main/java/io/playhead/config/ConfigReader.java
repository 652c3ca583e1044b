package io.playhead.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the sources, weakest first, into one flat map from key to value; a later value replaces an earlier one. What
 * cannot be used, an unknown key or a value of the wrong type, becomes a problem, and reading goes on.
 */
final class ConfigReader {
  private static final YAMLMapper YAML = YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .build();
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  private static final String DEFAULTS = "the built-in defaults";
  private static final String MAPPING = "a mapping of keys";

  private final ConfigKeys keys;
  private final Map<String, Setting> settings = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  ConfigReader(ConfigKeys keys) {
    this.keys = keys;
  }

  /**
   * A value and where it came from.
   *
   * @param value as the source gives it: text from the environment and {@code --set}
   * @param origin the source in words
   */
  record Setting(JsonNode value, String origin) {}

  /** What could not be read, a line each. */
  List<String> problems() {
    return Collections.unmodifiableList(problems);
  }

  /** For each key that was set other than by the built-in defaults, its source. */
  Map<String, String> origins() {
    return settings.entrySet().stream().filter(entry -> !entry.getValue().origin().equals(DEFAULTS))
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().origin()));
  }

  /** The configuration of what was read; a value of the wrong type is left out, so that the weaker one stands. */
  PlayheadConfig config() {
    ObjectNode tree = ConfigTypes.MAPPER.createObjectNode();
    for (ConfigKey key : keys.all()) {
      List<String> path = List.of(key.name().split("\\."));
      ObjectNode section = tree;
      for (String step : path.subList(0, path.size() - 1)) {
        section = section.withObjectProperty(step);
      }
      section.set(path.getLast(), key.isMap() ? map(key.name() + ".") : setting(key.name()).value());
    }
    return ConfigTypes.MAPPER.convertValue(tree, PlayheadConfig.class);
  }

  /** Reads the built-in defaults: {@code config/playhead.yaml}, packed into the jar. */
  void readDefaults() {
    try (InputStream defaults = ConfigReader.class.getResourceAsStream("/playhead.yaml")) {
      addTree("", YAML.readTree(defaults), DEFAULTS);
    } catch (IOException e) {
      throw new UncheckedIOException("the built-in defaults cannot be read", e);
    }
  }

  /** Reads a YAML file; keys may be nested or written with dots. */
  void readFile(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      addTree("", YAML.readTree(content), "file " + file);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String place = at == null ? "" : " line " + at.getLineNr() + ", column " + at.getColumnNr();
      problems.add("file " + file + place + ": expected YAML, " + firstLine(e.getOriginalMessage()));
    } catch (IOException e) {
      String reason = Files.exists(file) ? " cannot be read" : " does not exist";
      problems.add("--config: expected a readable file, " + file + reason);
    }
  }

  /** Reads the environment variables that start with {@code PLAYHEAD__}. */
  void readEnvironment(Map<String, String> environment) {
    new TreeMap<>(environment).forEach((variable, value) -> {
      if (!variable.startsWith(ConfigKey.ENVIRONMENT_PREFIX)) {
        return;
      }
      Optional<String> name = keys.nameOfEnvironment(variable);
      if (name.isPresent()) {
        add(name.get(), text(name.get(), value), "environment variable " + variable);
      } else {
        unknown(variable, "environment", keys.closest(variable, ConfigKey::environmentName));
      }
    });
  }

  /** Reads an assignment of the command line: {@code key=value}. */
  void readAssignment(String assignment, String origin) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      problems.add(origin + ": expected key=value, was \"" + assignment + '"');
      return;
    }
    String name = assignment.substring(0, equals);
    add(name, text(name, assignment.substring(equals + 1)), origin);
  }

  /** A line that says what is wrong with the value of a key. */
  String problem(String name, String expected) {
    return problem(name, expected, setting(name));
  }

  private static String problem(String name, String expected, Setting setting) {
    return name + ": expected " + expected + ", was " + Secrets.shown(name, setting.value()) + " (from "
        + setting.origin() + ")";
  }

  private void addTree(String name, JsonNode node, String origin) {
    boolean branch = name.isEmpty() || keys.isBranch(name);
    if (branch && (node.isNull() || node.isMissingNode())) {
      return;
    }
    if (node.isObject() && (branch || keys.find(name).filter(ConfigKey::isMap).isPresent())) {
      String prefix = name.isEmpty() ? "" : name + ".";
      node.properties().forEach(entry -> addTree(prefix + entry.getKey(), entry.getValue(), origin));
    } else if (name.isEmpty()) {
      problems.add(problem("configuration", MAPPING, new Setting(node, origin)));
    } else {
      add(name, node, origin);
    }
  }

  private void add(String name, JsonNode value, String origin) {
    var setting = new Setting(value, origin);
    Optional<ConfigKey> key = keys.find(name);
    if (keys.isBranch(name)) {
      problems.add(problem(name, MAPPING, setting));
    } else if (key.isEmpty()) {
      unknown(name, origin, keys.closest(name, ConfigKey::name));
    } else if (ConfigTypes.fits(value, key.get().valueType())) {
      settings.put(name, setting);
    } else {
      problems.add(problem(name, ConfigTypes.expected(key.get().valueType()), setting));
    }
  }

  private void unknown(String name, String origin, Optional<String> closest) {
    String hint = closest.map(key -> "did you mean " + key + "?").orElse("the command config lists all");
    problems.add(name + ": no such key, " + hint + " (from " + origin + ")");
  }

  private ObjectNode map(String prefix) {
    ObjectNode map = ConfigTypes.MAPPER.createObjectNode();
    settings.forEach((name, setting) -> {
      if (name.startsWith(prefix)) {
        map.set(name.substring(prefix.length()), setting.value());
      }
    });
    return map;
  }

  private Setting setting(String name) {
    Setting setting = settings.get(name);
    if (setting == null) {
      throw new IllegalStateException("config/playhead.yaml has no default for " + name);
    }
    return setting;
  }

  /** A value given as text; the elements of a list are separated by commas. */
  private JsonNode text(String name, String text) {
    if (keys.find(name).filter(ConfigKey::isList).isEmpty()) {
      return ConfigTypes.MAPPER.getNodeFactory().textNode(text);
    }
    ArrayNode list = ConfigTypes.MAPPER.createArrayNode();
    COMMA.splitAsStream(text.strip()).filter(element -> !element.isEmpty()).forEach(list::add);
    return list;
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
