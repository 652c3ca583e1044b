package io.playhead.validation;

import io.playhead.validation.Program.AllOf;
import io.playhead.validation.Program.AnyOf;
import io.playhead.validation.Program.Anything;
import io.playhead.validation.Program.ArrayRules;
import io.playhead.validation.Program.NamePattern;
import io.playhead.validation.Program.Nothing;
import io.playhead.validation.Program.ObjectRules;
import io.playhead.validation.Program.Rules;
import java.util.List;

/**
 * Runs programs over the bytes of one event. Beside the programs it holds the limits of {@link JsonLimits} and that of
 * values, and refuses a member that stands twice in its object.
 *
 * <p>
 * What it accepts is valid. What it does not accept is invalid, or one of the few things that it does not look into:
 * names, and texts held against a rule, that are written with escapes; texts with escapes near the limit of their
 * length; objects in which two names of the player's own share a hash; an event near the limit of values some of which
 * are read more than once, as for {@code anyOf}.
 */
final class ProgramExecutor {
  private static final Rules ANYTHING = Rules.of(Rules.EVERY_KIND);

  private final JsonCursor cursor;
  private final JsonLimits limits;
  private final OpenNames openNames = new OpenNames();
  private int values;

  /** An executor for one event, by one thread. */
  ProgramExecutor(JsonCursor cursor, JsonLimits limits) {
    this.cursor = cursor;
    this.limits = limits;
  }

  /**
   * Reads the value at the cursor, after white space; after a {@code false} the cursor is anywhere.
   *
   * @param depth of the value, should it be an object or an array; 1 for the outermost
   */
  boolean accepts(Program program, int depth) {
    return switch (program) {
      case Rules rules -> follows(rules, depth);
      case Anything anything -> follows(ANYTHING, depth);
      case Nothing nothing -> false;
      case AllOf allOf -> passesAll(allOf.programs(), depth);
      case AnyOf anyOf -> passesAny(anyOf.programs(), depth);
    };
  }

  private boolean passesAll(List<Program> programs, int depth) {
    int start = cursor.position();
    for (Program program : programs) {
      cursor.moveTo(start);
      if (!accepts(program, depth)) {
        return false;
      }
    }
    return true;
  }

  private boolean passesAny(List<Program> programs, int depth) {
    int start = cursor.position();
    int names = openNames.size();
    for (Program program : programs) {
      cursor.moveTo(start);
      openNames.truncate(names);
      if (accepts(program, depth)) {
        return true;
      }
    }
    return false;
  }

  private boolean follows(Rules rules, int depth) {
    if (++values > ValueCount.MAX_VALUES) {
      return false;
    }
    return switch (cursor.next()) {
      case '{' -> rules.accept(Rules.OBJECT) && depth <= limits.depth() && object(rules.object(), depth);
      case '[' -> rules.accept(Rules.ARRAY) && depth <= limits.depth() && array(rules.array(), depth);
      case '"' -> rules.accept(Rules.STRING) && cursor.text() && cursor.hasAtMost(limits.stringLength())
          && rules.text().accepts(cursor);
      case 't' -> rules.accept(Rules.TRUE) && cursor.literal("true");
      case 'f' -> rules.accept(Rules.FALSE) && cursor.literal("false");
      case 'n' -> rules.accept(Rules.NULL) && cursor.literal("null");
      default -> rules.accept(Rules.NUMBER) && cursor.number() && cursor.numberIsIn(rules.number());
    };
  }

  private boolean object(ObjectRules rules, int depth) {
    cursor.skip();
    if (cursor.punctuation('}')) {
      return rules.required() == 0;
    }
    int ownNames = openNames.size();
    long seen = 0;
    do {
      if (!name()) {
        return false;
      }
      int known = cursor.indexIn(rules.names());
      long bit = known < 0 ? 0 : 1L << known;
      if ((seen & bit) != 0) {
        return false;
      }
      seen |= bit;
      if (!(known < 0 ? openMember(rules, depth) : member(rules.values().get(known), depth))) {
        return false;
      }
    } while (cursor.punctuation(','));
    boolean distinct = openNames.areDistinct(ownNames);
    openNames.truncate(ownNames);
    return distinct && cursor.punctuation('}') && (rules.required() & ~seen) == 0;
  }

  private boolean name() {
    return cursor.next() == '"' && cursor.text() && !cursor.hasEscape() && cursor.hasAtMost(limits.nameLength());
  }

  private boolean member(Program value, int depth) {
    return cursor.punctuation(':') && accepts(value, depth + 1);
  }

  /**
   * A member whose name the schema does not know: its value must pass all patterns that match, else the general rule.
   */
  private boolean openMember(ObjectRules rules, int depth) {
    if (rules.patterns().isEmpty() && rules.others() instanceof Nothing) {
      return false;
    }
    openNames.add(cursor.textHash());
    long matching = matching(rules.patterns());
    return matching == 0
        ? member(rules.others(), depth)
        : cursor.punctuation(':') && matchingMember(rules.patterns(), matching, depth);
  }

  /** Which of the patterns the name that was read matches, as bits. */
  private long matching(List<NamePattern> patterns) {
    long matching = 0;
    for (int i = 0; i < patterns.size(); i++) {
      matching |= patterns.get(i).name().accepts(cursor) ? 1L << i : 0;
    }
    return matching;
  }

  private boolean matchingMember(List<NamePattern> patterns, long matching, int depth) {
    int start = cursor.position();
    for (long left = matching; left != 0; left &= left - 1) {
      cursor.moveTo(start);
      if (!accepts(patterns.get(Long.numberOfTrailingZeros(left)).value(), depth + 1)) {
        return false;
      }
    }
    return true;
  }

  private boolean array(ArrayRules rules, int depth) {
    cursor.skip();
    if (cursor.punctuation(']')) {
      return rules.minimum() == 0;
    }
    int count = 0;
    do {
      Program element = count < rules.first().size() ? rules.first().get(count) : rules.others();
      if (!accepts(element, depth + 1)) {
        return false;
      }
      count++;
    } while (cursor.punctuation(','));
    return cursor.punctuation(']') && count >= rules.minimum();
  }
}
