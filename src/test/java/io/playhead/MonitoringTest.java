package io.playhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.playhead.dev.EmbeddedBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboards and the alerts in {@code config/} ask for metrics that there are, and every alert is explained. */
class MonitoringTest {
  private static final Path RULES = Path.of("config/prometheus-rules.yaml");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new YAMLMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Labels, ranges, texts and lists of labels are no metrics; what is left and not called is one. */
  private static final Pattern NO_METRICS =
      Pattern.compile("\\{[^}]*}|\\[[^]]*]|\"[^\"]*\"|\\b(by|without|on)\\s*\\([^)]*\\)|\\b(and|or|unless)\\b");
  private static final Pattern METRIC = Pattern.compile("\\b[a-z][a-z0-9_]*\\b(?!\\s*\\()");

  private static final Pattern DOCUMENTED = Pattern.compile("^\\| `(playhead_\\w+)`", Pattern.MULTILINE);
  private static final Pattern TYPE = Pattern.compile("^# TYPE (playhead_\\w+) ", Pattern.MULTILINE);

  /** There once it has happened. */
  private static final Set<String> RARE = Set.of("playhead_aggregator_rejected_total");

  /** Prometheus makes it, of whether it could scrape. */
  private static final Set<String> OF_PROMETHEUS = Set.of("up");

  @TempDir
  private Path directory;

  @Test
  void everyQueryAsksForAMetricThatARunningInstanceHasAndEveryOneOfOursIsExplained() throws Exception {
    int port = EmbeddedBroker.freePort();
    int managementPort = EmbeddedBroker.freePort();
    Set<String> wanted = metrics(Stream.concat(dashboardQueries(), alerts().map(alert -> alert.at("/expr").asText())));
    wanted.removeAll(OF_PROMETHEUS);
    try (ChildProcess dev = ChildProcess.start(directory, Map.of(), "dev", "--set", "http.port=" + port, "--set",
        "management.port=" + managementPort, "--set", "dev.kafkaPort=" + EmbeddedBroker.freePort(), "--set",
        "topics.partitions=3", "--set", "dev.viewers=20", "--set", "dev.speed=100")) {
      Awaitility.await().atMost(PATIENCE).until(() -> dev.output().contains("Playhead is ready"));
      URI sessions = URI.create("http://localhost:" + port + "/api/v1/sessions");
      send(HttpRequest.newBuilder(sessions).POST(HttpRequest.BodyPublishers.ofString("{}")).build());

      HttpRequest scrape =
          HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + "/metrics")).build();
      Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1))
          .untilAsserted(() -> assertThat(names(send(scrape))).containsAll(wanted));
      assertThat(documented()).containsExactlyInAnyOrderElementsOf(ours(send(scrape)));
    }
  }

  @Test
  void everyAlertHasARunbookLineOfItsName() throws IOException {
    String operations = Files.readString(Path.of("docs/operations.md"));

    assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
      String name = alert.at("/alert").asText();
      assertThat(operations).contains("| <a id=\"" + name.toLowerCase(Locale.ROOT) + "\"></a>`" + name + "` |");
      assertThat(alert.at("/annotations/runbook").asText())
          .isEqualTo("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
      assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
      assertThat(alert.at("/labels/severity").asText()).isIn("warning", "critical");
    });
  }

  @Test
  void promtoolTakesTheRules() throws Exception {
    promtool("check", RULES);
  }

  @Test
  void everyAlertFiresWhenItShouldAndNotBefore() throws Exception {
    promtool("test", Path.of("src/test/resources/prometheus-rules-test.yaml"));
  }

  private static void promtool(String command, Path file) throws Exception {
    assumeTrue(hasPromtool(), "the check of the alerts by promtool is passed over, because it is not installed");
    Process promtool =
        new ProcessBuilder("promtool", command, "rules", file.toString()).redirectErrorStream(true).start();

    String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor()).as(output).isZero();
  }

  private static Stream<JsonNode> alerts() throws IOException {
    List<JsonNode> alerts = new ArrayList<>();
    YAML.readTree(RULES.toFile()).at("/groups").forEach(group -> group.at("/rules").forEach(alerts::add));
    return alerts.stream();
  }

  private static Stream<String> dashboardQueries() throws IOException {
    List<String> queries = new ArrayList<>();
    try (Stream<Path> dashboards = Files.list(Path.of("config/grafana"))) {
      for (Path dashboard : dashboards.toList()) {
        JSON.readTree(dashboard.toFile()).at("/panels")
            .forEach(panel -> panel.path("targets").forEach(target -> queries.add(target.at("/expr").asText())));
      }
    }
    return queries.stream();
  }

  private static Set<String> metrics(Stream<String> queries) {
    return queries.map(query -> NO_METRICS.matcher(query).replaceAll(" "))
        .flatMap(query -> METRIC.matcher(query).results().map(MatchResult::group))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names(String page) {
    return page.lines().filter(line -> !line.startsWith("#")).map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toSet());
  }

  /** The table in docs/operations.md. */
  private static List<String> documented() throws IOException {
    return DOCUMENTED.matcher(Files.readString(Path.of("docs/operations.md"))).results().map(name -> name.group(1))
        .toList();
  }

  /** Not the maxima, which stand beside each histogram. */
  private static Set<String> ours(String page) {
    Set<String> names = TYPE.matcher(page).results().map(type -> type.group(1)).filter(name -> !name.endsWith("_max"))
        .collect(Collectors.toSet());
    names.addAll(RARE);
    return names;
  }

  private static String send(HttpRequest request) throws IOException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static boolean hasPromtool() throws InterruptedException {
    try {
      return new ProcessBuilder("promtool", "--version").redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }
}
