package io.playhead;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Holds the table of packages: what each may import of the others. */
@AnalyzeClasses(packages = "io.playhead", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.playhead";
  private static final String[] PURE = {"io.playhead.session..", "io.playhead.event..", "io.playhead.report..",
    "io.playhead.sessionid.."};

  /** Package: what it may import of the others. */
  private static final Map<String, List<String>> TABLE = Map.ofEntries(
      Map.entry("gateway", List.of("config", "event", "validation", "eventlog", "sessionid", "tracing")),
      Map.entry("validation", List.of("event")), Map.entry("sessionid", List.of()),
      Map.entry("eventlog", List.of("config")), Map.entry("event", List.of()),
      Map.entry("session", List.of("event", "report")), Map.entry("report", List.of()),
      Map.entry("aggregator", List.of("config", "event", "session", "report", "eventlog", "tracing")),
      Map.entry("reports", List.of("config", "event", "session", "report", "eventlog")),
      Map.entry("config", List.of()), Map.entry("tracing", List.of("config")), Map.entry("ops", List.of("config")),
      Map.entry("dev", List.of("config", "event", "eventlog", "validation")));

  @ArchTest
  static final ArchRule EVERY_CLASS_STANDS_IN_A_PACKAGE_OF_THE_TABLE = classes().should().resideInAnyPackage(
      Stream.concat(Stream.of(ROOT), TABLE.keySet().stream().map(ArchitectureTest::packages)).toArray(String[]::new));

  @ArchTest
  static final ArchRule PACKAGES_IMPORT_ONLY_WHAT_THE_TABLE_ALLOWS = layers();

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching("io.playhead.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_CORE_KNOWS_NO_FRAMEWORK = noClasses().that().resideInAnyPackage(PURE).should()
      .dependOnClassesThat(resideInAnyPackage("io.vertx..", "io.netty..", "org.apache.kafka..", "io.micrometer.."))
      .allowEmptyShould(true);

  @ArchTest
  static final ArchRule THE_CORE_READS_NO_CLOCK = noClasses().that().resideInAnyPackage(PURE).should()
      .callMethod(System.class, "currentTimeMillis").orShould().callMethod(System.class, "nanoTime").orShould()
      .callMethod(Instant.class, "now").orShould().callMethod(Clock.class, "systemUTC").orShould()
      .callMethod(Clock.class, "systemDefaultZone").allowEmptyShould(true);

  private static LayeredArchitecture layers() {
    LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true)
        .layer("program").definedBy(ROOT);
    for (String name : TABLE.keySet()) {
      layers = layers.layer(name).definedBy(packages(name));
    }
    for (Map.Entry<String, List<String>> entry : TABLE.entrySet()) {
      layers = entry.getValue().isEmpty()
          ? layers.whereLayer(entry.getKey()).mayNotAccessAnyLayer()
          : layers.whereLayer(entry.getKey()).mayOnlyAccessLayers(entry.getValue().toArray(String[]::new));
    }
    return layers.whereLayer("program").mayNotBeAccessedByAnyLayer();
  }

  private static String packages(String name) {
    return ROOT + "." + name + "..";
  }
}
