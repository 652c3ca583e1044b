package io.playhead.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.playhead.kubernetes.CustomResources.BackendTrafficPolicy;
import io.playhead.kubernetes.CustomResources.ScaledObject;
import io.playhead.kubernetes.CustomResources.TriggerAuthentication;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Reads manifests into the models of their kinds, and takes no field that the model does not have. */
final class StrictReader {
  private static final ObjectMapper YAML = YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .build();

  /** The models keep unknown fields in a map of their own; without it they are errors. */
  private static final ObjectMapper MODEL = JsonMapper.builder()
      .annotationIntrospector(new JacksonAnnotationIntrospector() {
        @Override
        public Boolean hasAnySetter(Annotated annotated) {
          return false;
        }
      })
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .build();

  private static final Map<String, Class<?>> KINDS = Map.ofEntries(
      Map.entry("v1 Namespace", Namespace.class), Map.entry("v1 Service", Service.class),
      Map.entry("v1 ServiceAccount", ServiceAccount.class), Map.entry("v1 ConfigMap", ConfigMap.class),
      Map.entry("v1 Secret", Secret.class), Map.entry("apps/v1 StatefulSet", StatefulSet.class),
      Map.entry("apps/v1 Deployment", Deployment.class), Map.entry("batch/v1 Job", Job.class),
      Map.entry("batch/v1 CronJob", CronJob.class),
      Map.entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
      Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
      Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
      Map.entry("gateway.networking.k8s.io/v1 Gateway", Gateway.class),
      Map.entry("gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class),
      Map.entry("gateway.envoyproxy.io/v1alpha1 BackendTrafficPolicy", BackendTrafficPolicy.class),
      Map.entry("monitoring.coreos.com/v1 PodMonitor", PodMonitor.class),
      Map.entry("kafka.strimzi.io/v1 KafkaTopic", KafkaTopic.class),
      Map.entry("keda.sh/v1alpha1 ScaledObject", ScaledObject.class),
      Map.entry("keda.sh/v1alpha1 TriggerAuthentication", TriggerAuthentication.class));

  private StrictReader() {}

  /** The documents of a YAML text. */
  static List<JsonNode> documents(String yaml) throws IOException {
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(yaml)) {
      return documents.readAll();
    }
  }

  /**
   * A document as its kind.
   *
   * @throws JsonProcessingException if it has a field that its kind does not have
   * @throws IllegalArgumentException if its kind is not known here
   */
  static Object read(JsonNode document) throws JsonProcessingException {
    String kind = document.path("apiVersion").asText() + ' ' + document.path("kind").asText();
    Class<?> model = KINDS.get(kind);
    if (model == null) {
      throw new IllegalArgumentException("there is no model of " + kind);
    }
    return MODEL.treeToValue(document, model);
  }
}
