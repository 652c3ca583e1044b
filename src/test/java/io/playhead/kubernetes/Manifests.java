package io.playhead.kubernetes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.playhead.config.ConfigLoader;
import io.playhead.config.PlayheadConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What an overlay renders to.
 *
 * @param resources each as the model of its kind
 */
record Manifests(List<Object> resources) {
  /**
   * What makes pods.
   *
   * @param selector by which it finds them; jobs have none of their own
   */
  record Workload(String name, Optional<LabelSelector> selector, PodTemplateSpec pod) {
    Map<String, String> labels() {
      return pod.getMetadata().getLabels();
    }

    List<Container> containers() {
      return pod.getSpec().getContainers();
    }

    boolean isOurs() {
      return containers().stream().anyMatch(container -> container.getImage().contains("playhead"));
    }
  }

  /** Renders an overlay by {@code kubectl kustomize}; without kubectl the test is passed over. */
  static Manifests render(String overlay) throws Exception {
    assumeTrue(hasKubectl(), "the rendered manifests are passed over, because kubectl is not installed");
    Path errors = Files.createTempFile("kustomize", ".txt");
    Process kustomize = new ProcessBuilder("kubectl", "kustomize", "k8s/" + overlay)
        .redirectError(errors.toFile()).start();
    String rendered = new String(kustomize.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!kustomize.waitFor(1, TimeUnit.MINUTES) || kustomize.exitValue() != 0) {
      throw new IllegalStateException(Files.readString(errors));
    }
    List<Object> resources = new ArrayList<>();
    for (JsonNode document : StrictReader.documents(rendered)) {
      resources.add(StrictReader.read(document));
    }
    return new Manifests(resources);
  }

  /** The resources of one kind. */
  <T> List<T> of(Class<T> kind) {
    return resources.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Everything that makes pods. */
  List<Workload> workloads() {
    Stream<Workload> sets = of(StatefulSet.class).stream().map(set -> new Workload(set.getMetadata().getName(),
        Optional.of(set.getSpec().getSelector()), set.getSpec().getTemplate()));
    Stream<Workload> deployments = of(Deployment.class).stream().map(deployment -> new Workload(
        deployment.getMetadata().getName(), Optional.of(deployment.getSpec().getSelector()),
        deployment.getSpec().getTemplate()));
    Stream<Workload> jobs = of(Job.class).stream()
        .map(job -> new Workload(job.getMetadata().getName(), Optional.empty(), job.getSpec().getTemplate()));
    Stream<Workload> cronJobs = of(CronJob.class).stream().map(job -> new Workload(job.getMetadata().getName(),
        Optional.empty(), job.getSpec().getJobTemplate().getSpec().getTemplate()));
    return Stream.of(sets, deployments, jobs, cronJobs).flatMap(workloads -> workloads).toList();
  }

  /** Those that run our image. */
  List<Workload> ours() {
    return workloads().stream().filter(Workload::isOurs).toList();
  }

  Workload workload(String name) {
    return workloads().stream().filter(workload -> workload.name().equals(name)).findFirst().orElseThrow();
  }

  Map<String, String> configMap(String name) {
    return of(ConfigMap.class).stream().filter(map -> map.getMetadata().getName().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no ConfigMap " + name)).getData();
  }

  /**
   * The configuration that a workload of ours runs with.
   *
   * @throws io.playhead.config.ConfigException if there is a key that the program does not know, or a wrong value
   */
  PlayheadConfig config(Workload workload) throws IOException {
    String map = workload.pod().getSpec().getVolumes().stream().filter(volume -> volume.getConfigMap() != null)
        .map(volume -> volume.getConfigMap().getName()).findFirst().orElseThrow();
    Path file = Files.createTempFile("playhead", ".yaml");
    Files.writeString(file, Objects.requireNonNull(configMap(map).get("playhead.yaml")));
    return ConfigLoader.load(List.of(), Optional.of(file), environment(workload.containers().get(0)), List.of())
        .config();
  }

  /** The environment of a container; secrets and the pod's own name are made up. */
  Map<String, String> environment(Container container) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (EnvFromSource source : container.getEnvFrom()) {
      environment.putAll(configMap(source.getConfigMapRef().getName()));
    }
    for (EnvVar variable : container.getEnv()) {
      String value = variable.getValue() == null ? madeUp(variable) : variable.getValue();
      environment.put(variable.getName(), value.replace("$(POD_NAME)", "pod-0"));
    }
    return environment;
  }

  private static String madeUp(EnvVar variable) {
    return variable.getName().equals("PLAYHEAD__SESSION__KEYS") ? "1:00112233445566778899aabbccddeeff" : "pod-0";
  }

  private static boolean hasKubectl() throws InterruptedException {
    try {
      return new ProcessBuilder("kubectl", "version", "--client").redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }
}
