package io.playhead.validation;

import java.util.List;

/** What a schema compiles to: immutable, run over the bytes of a value by {@link ProgramExecutor}. */
sealed interface Program {

  /** Accepts every value. */
  record Anything() implements Program {}

  /** Accepts no value. */
  record Nothing() implements Program {}

  /** Accepts what each of the programs accepts; each reads the value anew. */
  record AllOf(List<Program> programs) implements Program {}

  /** Accepts what at least one of the programs accepts; each reads the value anew. */
  record AnyOf(List<Program> programs) implements Program {}

  /**
   * Accepts values of some kinds, by rules for each kind, while the value is read once.
   *
   * @param kinds the kinds that are accepted, as bits
   */
  record Rules(int kinds, ObjectRules object, ArrayRules array, TextRule text, NumberRange number) implements Program {
    static final int OBJECT = 1;
    static final int ARRAY = 1 << 1;
    static final int STRING = 1 << 2;
    static final int NUMBER = 1 << 3;
    static final int TRUE = 1 << 4;
    static final int FALSE = 1 << 5;
    static final int NULL = 1 << 6;
    static final int EVERY_KIND = OBJECT | ARRAY | STRING | NUMBER | TRUE | FALSE | NULL;

    /** Rules that accept all values of these kinds. */
    static Rules of(int kinds) {
      return new Rules(kinds, ObjectRules.OPEN, ArrayRules.OPEN, TextRule.ANY, NumberRange.ALL);
    }

    /** Objects by those rules, and nothing else. */
    static Rules of(ObjectRules object) {
      return new Rules(OBJECT, object, ArrayRules.OPEN, TextRule.ANY, NumberRange.ALL);
    }

    /** Arrays by those rules, and nothing else. */
    static Rules of(ArrayRules array) {
      return new Rules(ARRAY, ObjectRules.OPEN, array, TextRule.ANY, NumberRange.ALL);
    }

    /** Strings by that rule, and nothing else. */
    static Rules of(TextRule text) {
      return new Rules(STRING, ObjectRules.OPEN, ArrayRules.OPEN, text, NumberRange.ALL);
    }

    /** Numbers in that range, and nothing else. */
    static Rules of(NumberRange number) {
      return new Rules(NUMBER, ObjectRules.OPEN, ArrayRules.OPEN, TextRule.ANY, number);
    }

    boolean accept(int kind) {
      return (kinds & kind) != 0;
    }
  }

  /**
   * Rules for the members of an object.
   *
   * @param names the names that the schema knows
   * @param values the programs of their values, in the same order
   * @param required which of them must be there, as bits
   * @param patterns the programs for the values of other members, by their names
   * @param others the program for the values of the members that are left
   */
  record ObjectRules(NameTable names, List<Program> values, long required, List<NamePattern> patterns, Program others) {
    /** How many names a schema may know, and how many patterns it may have. */
    static final int MAX_NAMES = Long.SIZE;

    static final ObjectRules OPEN = of(List.of(), List.of(), List.of(), List.of(), new Anything());

    static ObjectRules of(List<String> names, List<Program> values, List<String> required, List<NamePattern> patterns,
        Program others) {
      if (names.size() > MAX_NAMES || patterns.size() > MAX_NAMES) {
        throw new IllegalArgumentException("names more than " + MAX_NAMES + " members of one object");
      }
      long bits = required.stream().mapToLong(name -> 1L << names.indexOf(name)).reduce(0, (some, more) -> some | more);
      return new ObjectRules(NameTable.of(names), values, bits, patterns, others);
    }
  }

  /** The program for the values of members whose names match. */
  record NamePattern(TextRule name, Program value) {}

  /**
   * Rules for the elements of an array.
   *
   * @param first the programs of its first elements
   * @param others the program of all elements after them
   * @param minimum how many elements there must be
   */
  record ArrayRules(List<Program> first, Program others, int minimum) {
    static final ArrayRules OPEN = new ArrayRules(List.of(), new Anything(), 0);
  }
}
