package io.playhead.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v2.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Map;

/** The fields that are used of resources for which Maven Central has no model: KEDA's and Envoy Gateway's, by their CRDs. */
final class CustomResources {
  private CustomResources() {}

  /** Of {@code keda.sh/v1alpha1}. */
  record ScaledObject(String apiVersion, String kind, ObjectMeta metadata, Scaling spec) {
    record Scaling(CrossVersionObjectReference scaleTargetRef, int minReplicaCount, int maxReplicaCount,
        int pollingInterval, int cooldownPeriod, Advanced advanced, List<Trigger> triggers) {}

    record Advanced(Autoscaler horizontalPodAutoscalerConfig) {}

    record Autoscaler(HorizontalPodAutoscalerBehavior behavior) {}

    record Trigger(String type, Map<String, String> metadata, Reference authenticationRef) {}

    record Reference(String name) {}
  }

  /** Of {@code keda.sh/v1alpha1}. */
  record TriggerAuthentication(String apiVersion, String kind, ObjectMeta metadata, Secrets spec) {
    record Secrets(List<Parameter> secretTargetRef) {}

    record Parameter(String parameter, String name, String key) {}
  }

  /** Of {@code gateway.envoyproxy.io/v1alpha1}. */
  record BackendTrafficPolicy(String apiVersion, String kind, ObjectMeta metadata, Balancing spec) {
    record Balancing(List<Target> targetRefs, LoadBalancer loadBalancer) {}

    record Target(String group, String kind, String name) {}

    record LoadBalancer(String type, ConsistentHash consistentHash) {}

    record ConsistentHash(String type, Header header) {}

    record Header(String name) {}
  }
}
