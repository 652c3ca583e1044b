package io.playhead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.playhead.config.PlayheadConfig;
import io.playhead.kubernetes.CustomResources.BackendTrafficPolicy;
import io.playhead.kubernetes.Manifests.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code k8s/production} promises those who run it: it scales, spreads, keeps what must be kept and lets go in time. */
class ProductionTest {
  private static Manifests production;

  @BeforeAll
  static void render() throws Exception {
    production = Manifests.render("production");
  }

  @ParameterizedTest
  @ValueSource(strings = {"production", "production-no-spool"})
  void gatewaysAreScaledByCpuAndByRequestsInFlight(String overlay) throws Exception {
    Manifests manifests = Manifests.render(overlay);
    HorizontalPodAutoscaler scaler = manifests.of(HorizontalPodAutoscaler.class).get(0);
    PlayheadConfig config = manifests.config(manifests.workload("gateway"));

    assertThat(scaler.getSpec().getScaleTargetRef().getKind())
        .isEqualTo(manifests.of(StatefulSet.class).stream().anyMatch(ProductionTest::isGateway)
            ? "StatefulSet"
            : "Deployment");
    assertThat(scaler.getSpec().getScaleTargetRef().getName()).isEqualTo("gateway");
    assertThat(metric(scaler, "Resource").getResource().getName()).isEqualTo("cpu");
    assertThat(metric(scaler, "Pods").getPods().getMetric().getName()).isEqualTo("playhead_inflight_requests");
    assertThat(Quantity.getAmountInBytes(metric(scaler, "Pods").getPods().getTarget().getAverageValue()).intValue())
        .isLessThan(config.gateway().maxInFlightRequests());
    assertThat(Files.readString(Path.of("docs/operations.md"))).contains("`playhead_inflight_requests`");
  }

  @Test
  void oneGatewayAndOneAggregatorMayBeMissingAtATime() {
    assertThat(production.of(PodDisruptionBudget.class)).extracting(budget -> budget.getMetadata().getName())
        .containsExactlyInAnyOrder("gateway", "aggregator");
    assertThat(production.of(PodDisruptionBudget.class))
        .allMatch(budget -> budget.getSpec().getMaxUnavailable().getIntVal() == 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "aggregator"})
  void podsAreSpreadOverZonesAndNodes(String name) {
    assertThat(production.workload(name).pod().getSpec().getTopologySpreadConstraints())
        .extracting(constraint -> constraint.getTopologyKey())
        .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
  }

  @Test
  void eachAggregatorHasAnIdOfItsOwnAVolumeForItsStateAndACopyOfOthers() throws Exception {
    Workload aggregator = production.workload("aggregator");

    assertThat(aggregator.containers().get(0).getEnv())
        .anyMatch(variable -> variable.getName().equals("PLAYHEAD__AGGREGATOR__INSTANCE_ID")
            && variable.getValue().equals("$(POD_NAME)"));
    assertThat(claim("aggregator").getMetadata().getName()).isEqualTo("data");
    assertThat(production.config(aggregator).aggregator().standbyReplicas()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "aggregator", "reports", "drain"})
  void whatIsWrittenIsWrittenToVolumes(String name) throws Exception {
    Workload workload = production.workload(name);

    assertThat(workload.containers().get(0).getVolumeMounts())
        .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly())).extracting(VolumeMount::getMountPath)
        .containsExactlyInAnyOrder(dataDirectoryOfTheImage(), "/tmp");
  }

  @Test
  void aVolumeHoldsTheSpoolTwice() throws Exception {
    long spool = production.config(production.workload("gateway")).spool().maxBytes().bytes();

    assertThat(bytes(claim("gateway").getSpec().getResources().getRequests(), "storage"))
        .isGreaterThanOrEqualTo(2 * spool);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "aggregator", "reports"})
  void aPodIsGivenWhatItAsksForAndNoMore(String name) {
    Container container = production.workload(name).containers().get(0);

    assertThat(container.getResources().getLimits()).isEqualTo(container.getResources().getRequests());
  }

  /** Their own bound is 20 s and 10 s, and then they commit and close. */
  @ParameterizedTest
  @ValueSource(strings = {"aggregator", "reports"})
  void whoClosesAStateIsGivenTheTime(String name) {
    assertThat(production.workload(name).pod().getSpec().getTerminationGracePeriodSeconds()).isGreaterThan(30);
  }

  @Test
  void aSessionsEventsGoToTheGatewayThatItsPathHashesTo() {
    BackendTrafficPolicy policy = production.of(BackendTrafficPolicy.class).get(0);
    HTTPRoute route = production.of(HTTPRoute.class).stream()
        .filter(candidate -> candidate.getMetadata().getName().equals(policy.spec().targetRefs().get(0).name()))
        .findFirst().orElseThrow();

    assertThat(policy.spec().loadBalancer().type()).isEqualTo("ConsistentHash");
    assertThat(policy.spec().loadBalancer().consistentHash().header().name()).isEqualTo(":path");
    assertThat(route.getSpec().getRules().get(0).getMatches()).singleElement()
        .satisfies(match -> assertThat(match.getPath().getValue()).isEqualTo("/api/v1/sessions"));
  }

  @Test
  void playersComeInByTlsOnly() {
    List<Listener> listeners = production.of(Gateway.class).get(0).getSpec().getListeners();

    assertThat(listeners).isNotEmpty().allSatisfy(listener -> {
      assertThat(listener.getProtocol()).isEqualTo("HTTPS");
      assertThat(listener.getTls().getCertificateRefs()).isNotEmpty();
    });
  }

  @Test
  void everyPodHasAnAccountOfItsRoleWithoutAToken() {
    assertThat(production.ours()).extracting(workload -> workload.pod().getSpec().getServiceAccountName())
        .isSubsetOf(
            production.of(ServiceAccount.class).stream().map(account -> account.getMetadata().getName()).toList());
    assertThat(production.of(ServiceAccount.class)).isNotEmpty()
        .noneMatch(ServiceAccount::getAutomountServiceAccountToken);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production"})
  void theNamespaceHoldsAllPodsToTheRestrictedProfile(String overlay) throws Exception {
    assertThat(Manifests.render(overlay).of(Namespace.class).get(0).getMetadata().getLabels())
        .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
  }

  @Test
  void theConfigurationIsTheDocumentedFile() throws Exception {
    assertThat(production.of(ConfigMap.class).stream().map(ConfigMap::getData)
        .filter(data -> data.containsKey("playhead.yaml"))).singleElement()
        .isEqualTo(Map.of("playhead.yaml", Files.readString(Path.of("config/playhead.yaml"))));
  }

  @Test
  void prometheusAsksEveryRoleForItsMetrics() {
    assertThat(production.of(PodMonitor.class)).extracting(monitor -> monitor.getMetadata().getName())
        .containsExactlyInAnyOrder("gateway", "aggregator", "reports");
    assertThat(production.of(PodMonitor.class))
        .allMatch(monitor -> monitor.getSpec().getPodMetricsEndpoints().get(0).getPath().equals("/metrics"));
  }

  @Test
  void withoutSpoolsGatewaysAreADeploymentAndNothingIsLeftToDrain() throws Exception {
    Manifests manifests = Manifests.render("production-no-spool");

    assertThat(manifests.of(Deployment.class)).extracting(gateway -> gateway.getMetadata().getName())
        .containsExactly("gateway");
    assertThat(manifests.of(StatefulSet.class)).noneMatch(ProductionTest::isGateway);
    assertThat(manifests.of(CronJob.class)).isEmpty();
    assertThat(manifests.config(manifests.workload("gateway")).spool().maxBytes().bytes()).isZero();
  }

  private static MetricSpec metric(HorizontalPodAutoscaler scaler, String type) {
    return scaler.getSpec().getMetrics().stream().filter(metric -> metric.getType().equals(type)).findFirst()
        .orElseThrow();
  }

  private static PersistentVolumeClaim claim(String set) {
    return production.of(StatefulSet.class).stream().filter(found -> found.getMetadata().getName().equals(set))
        .findFirst().orElseThrow().getSpec().getVolumeClaimTemplates().get(0);
  }

  private static long bytes(Map<String, Quantity> amounts, String name) {
    return Quantity.getAmountInBytes(amounts.getOrDefault(name, new Quantity("0"))).longValue();
  }

  private static String dataDirectoryOfTheImage() throws Exception {
    return Files.readAllLines(Path.of("Dockerfile")).stream()
        .filter(line -> line.startsWith("ENV PLAYHEAD__DATA__DIR="))
        .map(line -> line.substring(line.indexOf('=') + 1)).findFirst().orElseThrow();
  }

  private static boolean isGateway(StatefulSet set) {
    return set.getMetadata().getName().equals("gateway");
  }
}
