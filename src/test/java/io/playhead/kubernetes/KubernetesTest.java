package io.playhead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.playhead.config.PlayheadConfig;
import io.playhead.eventlog.TopicSpec;
import io.playhead.eventlog.Topics;
import io.playhead.kubernetes.CustomResources.ScaledObject;
import io.playhead.kubernetes.Manifests.Workload;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the overlays in {@code k8s/} render to fits together, and fits the program. Rendering itself reads every field strictly. */
@TestInstance(Lifecycle.PER_CLASS)
class KubernetesTest {
  private static final Set<String> HEALTH = Set.of("/health/live", "/health/ready");

  private final Map<String, Manifests> rendered = new HashMap<>();

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "production-keda", "production-no-spool", "production-tracing"})
  void everySelectorMatchesPods(String overlay) throws Exception {
    Manifests manifests = render(overlay);

    assertThat(manifests.workloads()).allSatisfy(workload -> assertThat(workload.selector().stream())
        .allMatch(selector -> matches(selector, workload.labels())));
    assertThat(selectors(manifests)).isNotEmpty()
        .allSatisfy(selector -> assertThat(manifests.workloads())
            .anyMatch(workload -> matches(selector, workload.labels())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "production-keda", "production-no-spool"})
  void everyPortIsOneThatPodsHave(String overlay) throws Exception {
    Manifests manifests = render(overlay);

    for (Service service : manifests.of(Service.class)) {
      assertThat(portNames(manifests, labels(service.getSpec().getSelector())))
          .containsAll(service.getSpec().getPorts().stream().map(port -> port.getTargetPort().getStrVal()).toList());
    }
    for (PodMonitor monitor : manifests.of(PodMonitor.class)) {
      assertThat(portNames(manifests, monitor.getSpec().getSelector()))
          .contains(monitor.getSpec().getPodMetricsEndpoints().get(0).getPort());
    }
    for (Workload workload : manifests.workloads()) {
      for (Container container : workload.containers()) {
        assertThat(probes(container)).allSatisfy(
            probe -> assertThat(names(container)).contains(port(probe).getStrVal()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"production", "production-no-spool"})
  void everyRouteLeadsToAServiceAndItsPort(String overlay) throws Exception {
    Manifests manifests = render(overlay);
    List<String> services = manifests.of(Service.class).stream()
        .flatMap(service -> service.getSpec().getPorts().stream()
            .map(port -> service.getMetadata().getName() + ':' + port.getPort()))
        .toList();

    assertThat(manifests.of(HTTPRoute.class).stream().flatMap(route -> route.getSpec().getRules().stream())
        .flatMap(rule -> rule.getBackendRefs().stream()).map(to -> to.getName() + ':' + to.getPort()))
        .isNotEmpty().allMatch(services::contains);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "production-keda", "production-no-spool"})
  void theConfigurationOfEveryContainerIsRightAndItsPortsAreTheOnesOpened(String overlay) throws Exception {
    Manifests manifests = render(overlay);

    for (Workload workload : manifests.ours()) {
      PlayheadConfig config = manifests.config(workload);
      Map<String, Integer> configured =
          Map.of("http", config.http().port(), "management", config.management().port(), "reports",
              config.reports().port());
      assertThat(workload.containers().get(0).getPorts())
          .allSatisfy(port -> assertThat(port.getContainerPort()).isEqualTo(configured.get(port.getName())));
      assertThat(egress(manifests)).contains(kafkaPort(config));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "production-no-spool"})
  void networksLeadToTheApiFromPlayersAndToTheManagementFromOperatorsOnly(String overlay) throws Exception {
    Map<String, NetworkPolicy> policies = render(overlay).of(NetworkPolicy.class).stream()
        .collect(Collectors.toMap(policy -> policy.getMetadata().getName(), policy -> policy));

    assertThat(ingress(policies, "players-to-gateways")).containsExactly(8080);
    assertThat(ingress(policies, "management")).containsExactly(8081);
    assertThat(policy(policies, "management").getIngress().get(0).getFrom()).isNotEmpty();
    assertThat(ingress(policies, "readers-to-reports")).containsExactly(8082);
    assertThat(policy(policies, "readers-to-reports").getIngress().get(0).getFrom()).isNotEmpty();
    assertThat(policy(policies, "default-deny").getPolicyTypes()).containsExactly("Ingress", "Egress");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "production-no-spool"})
  void probesAskForWhatTheManagementPortHas(String overlay) throws Exception {
    assertThat(render(overlay).ours().stream().flatMap(workload -> workload.containers().stream())
        .flatMap(container -> probes(container).stream()).map(probe -> probe.getHttpGet().getPath()))
        .isNotEmpty().allMatch(HEALTH::contains);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "production-no-spool"})
  void aGatewayIsGivenTheTimeThatItsDrainTakes(String overlay) throws Exception {
    Manifests manifests = render(overlay);
    Workload gateway = manifests.workload("gateway");
    PlayheadConfig config = manifests.config(gateway);
    long preStop = gateway.containers().get(0).getLifecycle().getPreStop().getSleep().getSeconds();

    long drain = preStop + config.http().drainTimeout().toSeconds() + config.gateway().ackTimeout().toSeconds();

    assertThat(gateway.pod().getSpec().getTerminationGracePeriodSeconds()).isGreaterThan(drain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "production-keda", "production-no-spool"})
  void everyPodKeepsToTheRestrictedProfileAndHasNoToken(String overlay) throws Exception {
    for (Workload workload : render(overlay).workloads()) {
      PodSecurityContext pod = workload.pod().getSpec().getSecurityContext();
      assertThat(pod.getRunAsNonRoot()).isTrue();
      assertThat(pod.getRunAsUser()).isPositive();
      assertThat(pod.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
      assertThat(workload.pod().getSpec().getAutomountServiceAccountToken()).isFalse();
      assertThat(workload.pod().getSpec().getEnableServiceLinks()).isFalse();
      for (Container container : workload.containers()) {
        SecurityContext context = container.getSecurityContext();
        assertThat(context.getAllowPrivilegeEscalation()).isFalse();
        assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "production-keda", "production-no-spool"})
  void ourContainersHaveAReadOnlyRoot(String overlay) throws Exception {
    assertThat(render(overlay).ours().stream().flatMap(workload -> workload.containers().stream()))
        .isNotEmpty().allMatch(container -> container.getSecurityContext().getReadOnlyRootFilesystem());
  }

  @Test
  void theTopicsAreThoseThatTheCommandMakes() throws Exception {
    Manifests production = render("production");
    PlayheadConfig config = production.config(production.workload("gateway"));

    List<TopicSpec> topics = production.of(KafkaTopic.class).stream().map(KubernetesTest::spec).toList();

    assertThat(topics).containsExactlyInAnyOrderElementsOf(new Topics(config.topics()).all());
  }

  @Test
  void anAggregatorIsScaledByTheGroupAndTopicThatItReads() throws Exception {
    Manifests production = render("production-keda");
    PlayheadConfig config = production.config(production.workload("aggregator"));
    ScaledObject scaled = production.of(ScaledObject.class).get(0);
    Map<String, String> trigger = scaled.spec().triggers().get(0).metadata();

    assertThat(trigger.get("consumerGroup")).isEqualTo(config.aggregator().applicationId());
    assertThat(trigger.get("topic")).isEqualTo(new Topics(config.topics()).events().name());
    assertThat(trigger.get("bootstrapServers")).isEqualTo(config.kafka().bootstrapServers());
    assertThat(scaled.spec().maxReplicaCount()).isEqualTo(config.topics().partitions());
    assertThat(production.workloads()).extracting(Workload::name).contains(scaled.spec().scaleTargetRef().getName());
  }

  @Test
  void aGatewayKeepsItsVolumeAndADrainTakesOneOfThem() throws Exception {
    Manifests production = render("production");
    StatefulSet gateway = production.of(StatefulSet.class).stream()
        .filter(set -> set.getMetadata().getName().equals("gateway")).findFirst().orElseThrow();

    assertThat(gateway.getSpec().getPersistentVolumeClaimRetentionPolicy().getWhenScaled()).isEqualTo("Retain");
    assertThat(gateway.getSpec().getPersistentVolumeClaimRetentionPolicy().getWhenDeleted()).isEqualTo("Retain");
    String claim = gateway.getSpec().getVolumeClaimTemplates().get(0).getMetadata().getName() + "-gateway-0";
    assertThat(production.workload("drain").pod().getSpec().getVolumes())
        .anyMatch(volume -> volume.getPersistentVolumeClaim() != null
            && volume.getPersistentVolumeClaim().getClaimName().equals(claim));
    assertThat(production.config(production.workload("drain")).kafka())
        .isEqualTo(production.config(production.workload("gateway")).kafka());
  }

  @Test
  void theReportStoreIsOfOnePodThatKeepsItsVolume() throws Exception {
    StatefulSet reports = render("production").of(StatefulSet.class).stream()
        .filter(set -> set.getMetadata().getName().equals("reports")).findFirst().orElseThrow();

    assertThat(reports.getSpec().getReplicas()).isOne();
    assertThat(reports.getSpec().getPersistentVolumeClaimRetentionPolicy().getWhenDeleted()).isEqualTo("Retain");
  }

  @Test
  void everySecretThatIsAskedForIsDescribed() throws Exception {
    String operations = Files.readString(Path.of("docs/operations.md"));

    assertThat(render("production").ours().stream().flatMap(workload -> workload.containers().stream())
        .flatMap(container -> container.getEnv().stream()).map(EnvVar::getValueFrom).filter(Objects::nonNull)
        .filter(source -> source.getSecretKeyRef() != null)
        .map(source -> source.getSecretKeyRef().getName()).distinct())
        .isNotEmpty().allSatisfy(secret -> assertThat(operations).contains(secret));
  }

  @Test
  void tracesMayGoWhereTheyAreSent() throws Exception {
    Manifests traced = render("production-tracing");

    for (Workload workload : traced.ours()) {
      PlayheadConfig config = traced.config(workload);
      assertThat(config.tracing().isOn()).isTrue();
      assertThat(egress(traced)).contains(URI.create(config.tracing().endpoint()).getPort());
    }
    assertThat(egress(render("production"))).doesNotContain(4318);
  }

  private static TopicSpec spec(KafkaTopic topic) {
    Map<String, String> settings = new HashMap<>();
    topic.getSpec().getConfig().forEach((name, value) -> settings.put(name, String.valueOf(value)));
    return new TopicSpec(topic.getMetadata().getName(), topic.getSpec().getPartitions(),
        topic.getSpec().getReplicas().shortValue(), settings);
  }

  private static List<LabelSelector> selectors(Manifests manifests) {
    Stream<LabelSelector> services = manifests.of(Service.class).stream()
        .map(service -> labels(service.getSpec().getSelector()));
    Stream<LabelSelector> budgets = manifests.of(PodDisruptionBudget.class).stream()
        .map(budget -> budget.getSpec().getSelector());
    Stream<LabelSelector> policies = manifests.of(NetworkPolicy.class).stream()
        .map(policy -> policy.getSpec().getPodSelector());
    Stream<LabelSelector> monitors = manifests.of(PodMonitor.class).stream()
        .map(monitor -> monitor.getSpec().getSelector());
    Stream<LabelSelector> spreads = manifests.workloads().stream()
        .flatMap(workload -> workload.pod().getSpec().getTopologySpreadConstraints().stream())
        .map(constraint -> constraint.getLabelSelector());
    return Stream.of(services, budgets, policies, monitors, spreads).flatMap(all -> all).toList();
  }

  private static LabelSelector labels(Map<String, String> labels) {
    LabelSelector selector = new LabelSelector();
    selector.setMatchLabels(labels);
    return selector;
  }

  private static boolean matches(LabelSelector selector, Map<String, String> labels) {
    Map<String, String> wanted = selector.getMatchLabels() == null ? Map.of() : selector.getMatchLabels();
    return labels.entrySet().containsAll(wanted.entrySet())
        && selector.getMatchExpressions().stream().allMatch(expression -> matches(expression, labels));
  }

  private static boolean matches(LabelSelectorRequirement in, Map<String, String> labels) {
    assertThat(in.getOperator()).isEqualTo("In");
    return in.getValues().contains(labels.get(in.getKey()));
  }

  private static List<String> portNames(Manifests manifests, LabelSelector selector) {
    return manifests.workloads().stream().filter(workload -> matches(selector, workload.labels()))
        .flatMap(workload -> workload.containers().stream()).flatMap(container -> names(container).stream()).toList();
  }

  private static List<String> names(Container container) {
    return container.getPorts().stream().map(ContainerPort::getName).toList();
  }

  private static List<Probe> probes(Container container) {
    return Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe())
        .filter(Objects::nonNull).toList();
  }

  private static IntOrString port(Probe probe) {
    return probe.getHttpGet() == null ? probe.getTcpSocket().getPort() : probe.getHttpGet().getPort();
  }

  private static List<Integer> ingress(Map<String, NetworkPolicy> policies, String name) {
    return policy(policies, name).getIngress().stream()
        .flatMap(rule -> rule.getPorts().stream()).map(port -> port.getPort().getIntVal()).toList();
  }

  private static NetworkPolicySpec policy(Map<String, NetworkPolicy> policies, String name) {
    return Objects.requireNonNull(policies.get(name)).getSpec();
  }

  private static List<Integer> egress(Manifests manifests) {
    return manifests.of(NetworkPolicy.class).stream().flatMap(policy -> policy.getSpec().getEgress().stream())
        .flatMap(rule -> rule.getPorts().stream()).map(port -> port.getPort().getIntVal()).toList();
  }

  private static int kafkaPort(PlayheadConfig config) {
    String servers = config.kafka().bootstrapServers();
    return Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1));
  }

  /** Each overlay once: that takes kubectl half a second. */
  private Manifests render(String overlay) throws Exception {
    if (!rendered.containsKey(overlay)) {
      rendered.put(overlay, Manifests.render(overlay));
    }
    return Objects.requireNonNull(rendered.get(overlay));
  }
}
