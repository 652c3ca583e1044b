package io.playhead.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.path.NodePath;
import io.playhead.event.EventType;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** The compiled document of one event type; finds all that is wrong with an event, in our own words and order. */
final class EventSchema {
  private static final String ANY_OF = SchemaKeyword.ANY_OF.spelling();

  private final EventType type;
  private final Schema schema;

  EventSchema(EventType type, Schema schema) {
    this.type = type;
    this.schema = schema;
  }

  /**
   * What is wrong with the event, by pointer and then by rule.
   *
   * @param place the pointer of the event in the body: empty, or {@code /3} in an array
   * @param limit how many violations to list at most
   */
  List<Violation> violations(JsonNode event, String place, int limit) {
    List<Error> errors = errors(event);
    if (errors.isEmpty()) {
      return List.of();
    }
    TreeSet<Finding> findings = new TreeSet<>(Comparator.comparing(Finding::pointer).thenComparing(Finding::keyword));
    for (Error error : errors) {
      findings.add(finding(error));
      if (findings.size() > limit) {
        findings.pollLast();
      }
    }
    return findings.stream()
        .map(finding -> new Violation(place + finding.pointer(), finding.keyword(), finding.detail(type))).toList();
  }

  private List<Error> errors(JsonNode event) {
    BoundedErrors errors = new BoundedErrors(schema.createExecutionContext().getExecutionConfig());
    try {
      schema.validate(errors, event);
    } catch (BoundedErrors.Enough enough) {
      // What was found so far is the answer.
    }
    return errors.getErrors();
  }

  /** The errors of all alternatives of an {@code anyOf} become equal findings: that none of them fits. */
  private Finding finding(Error error) {
    NodePath path = error.getSchemaLocation().getFragment();
    String pointer = pointer(error.getInstanceLocation());
    JsonNode keywords = schema.getSchemaNode();
    for (int i = 0; i < path.getNameCount() - 1; i++) {
      if (ANY_OF.equals(path.getElement(i)) && keywords.has(ANY_OF)) {
        return new Finding(pointer, ANY_OF, keywords, error);
      }
      keywords = step(keywords, path.getElement(i));
    }
    return switch (error.getKeyword()) {
      case "required", "additionalProperties" -> new Finding(pointer + "/" + escape(error.getProperty()),
          error.getKeyword(), keywords, error);
      default -> new Finding(pointer, error.getKeyword(), keywords, error);
    };
  }

  private static JsonNode step(JsonNode node, Object element) {
    return node.isArray() ? node.path(Integer.parseInt(element.toString())) : node.path(element.toString());
  }

  private static String pointer(NodePath path) {
    StringBuilder pointer = new StringBuilder();
    for (int i = 0; i < path.getNameCount(); i++) {
      pointer.append('/').append(escape(path.getElement(i).toString()));
    }
    return pointer.toString();
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
