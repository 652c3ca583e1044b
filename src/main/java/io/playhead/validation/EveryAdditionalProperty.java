package io.playhead.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.AdditionalPropertiesValidator;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.regex.JDKRegularExpressionFactory;
import java.util.Map;

/**
 * The keyword {@code additionalProperties} for all names: networknt's own lets every name pass that begins with
 * {@code #}.
 */
final class EveryAdditionalProperty extends AbstractKeyword {

  EveryAdditionalProperty() {
    super(SchemaKeyword.ADDITIONAL_PROPERTIES.spelling());
  }

  @Override
  public KeywordValidator newValidator(SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
    return new Validator(location, value, parent, context);
  }

  private static final class Validator extends AdditionalPropertiesValidator {
    private final Schema rule;

    Validator(SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
      super(location, value, parent, context);
      this.rule = context.newSchema(location, value, parent);
    }

    @Override
    public void validate(ExecutionContext context, JsonNode node, JsonNode root, NodePath place) {
      super.validate(context, node, root, place);
      if (!node.isObject()) {
        return;
      }
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        String name = member.getKey();
        if (!name.startsWith("#") || isKnown(name)) {
          continue;
        }
        if (getSchemaNode().isBoolean()) {
          refuse(context, node, name, place);
        } else {
          rule.validate(context, member.getValue(), root, place.append(name));
        }
      }
    }

    private boolean isKnown(String name) {
      JsonNode keywords = getParentSchema().getSchemaNode();
      return keywords.path("properties").has(name) || keywords.path("patternProperties").propertyStream()
          .anyMatch(p -> JDKRegularExpressionFactory.getInstance().getRegularExpression(p.getKey()).matches(name));
    }

    private void refuse(ExecutionContext context, JsonNode node, String name, NodePath place) {
      if (!getSchemaNode().booleanValue()) {
        context.addError(error().instanceNode(node).property(name).instanceLocation(place)
            .evaluationPath(context.getEvaluationPath()).locale(context.getExecutionConfig().getLocale())
            .arguments(name).build());
      }
    }
  }
}
