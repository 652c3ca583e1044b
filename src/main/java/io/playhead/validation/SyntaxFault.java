package io.playhead.validation;

/**
 * Says in words what should stand at the place where a text stops being JSON, and what does, of which it quotes no more
 * than the beginning of a word. It reads what stands before once more, which only a body that is refused pays for.
 */
final class SyntaxFault {
  private static final int LONGEST_QUOTE = 12;

  private static final char NOTHING = 0;
  private static final char NAME = 'n';
  private static final char VALUE = 'v';
  /** A number, true, false or null, or what begins like one. */
  private static final char WORD = 'w';

  private final CharSequence text;
  private final StringBuilder open = new StringBuilder();
  private int place;
  private char last = NOTHING;
  private int wordBegins;
  private char beforeWord = NOTHING;
  private boolean inString;
  private boolean inEscape;

  private SyntaxFault(CharSequence text, int place) {
    this.text = text;
    this.place = place;
  }

  /**
   * What is wrong, as it goes on "is not valid JSON".
   *
   * @param place the first character that cannot stand where it does, or one of its word; all before it is sound
   * @param position the place in words
   */
  static String at(CharSequence text, long place, String position) {
    return new SyntaxFault(text, Math.clamp(place, 0, text.length())).words(position);
  }

  private String words(String position) {
    int at = 0;
    while (at < place) {
      at = inString ? afterString(at) : after(at);
    }
    boolean ends = place == text.length();
    if (!inString) {
      goBackToWord();
    }
    if (ends) {
      return ": it ends too early" + position
          + (inString ? ", within a string" : ", where " + expected() + " was expected");
    }
    return position + ": " + (inString ? stringFault() : "expected " + expected() + ", found " + found());
  }

  /** Reads on in a string; gives the place after what was read. */
  private int afterString(int at) {
    char c = text.charAt(at);
    if (c == '\\') {
      inEscape = at + 1 >= place;
      return at + 2;
    }
    if (c == '"') {
      inString = false;
      last = isNameExpected() ? NAME : VALUE;
    }
    return at + 1;
  }

  private int after(int at) {
    char c = text.charAt(at);
    switch (c) {
      case '"' -> {
        inString = true;
        last = last == WORD ? VALUE : last;
      }
      case '{', '[' -> {
        open.append(c);
        last = c;
      }
      case '}', ']' -> {
        open.setLength(Math.max(0, open.length() - 1));
        last = VALUE;
      }
      case ',', ':' -> last = c;
      case ' ', '\t', '\r', '\n' -> last = last == WORD ? VALUE : last;
      default -> {
        if (last != WORD) {
          wordBegins = at;
          beforeWord = last;
        }
        last = WORD;
      }
    }
    return at + 1;
  }

  /** A word is wrong as a whole: of {@code 1.x} the number is, although its beginning could stand there. */
  private void goBackToWord() {
    if (last != WORD) {
      return;
    }
    boolean goesOn = place < text.length() && isOfWord(text.charAt(place));
    if (goesOn || !isWhole(text.subSequence(wordBegins, place).toString())) {
      place = wordBegins;
      last = beforeWord;
    } else {
      last = VALUE;
    }
  }

  private static boolean isWhole(String word) {
    return switch (word) {
      case "true", "false", "null" -> true;
      default -> isDigit(word.charAt(word.length() - 1));
    };
  }

  private String expected() {
    boolean inObject = isIn('{');
    return switch (last) {
      case '{' -> "a name in double quotes or \"}\"";
      case '[' -> "a value or \"]\"";
      case ',' -> inObject ? "a name in double quotes" : "a value";
      case NAME -> "\":\"";
      case VALUE -> inObject ? "\",\" or \"}\"" : isIn('[') ? "\",\" or \"]\"" : "nothing more";
      default -> "a value";
    };
  }

  private String found() {
    char c = text.charAt(place);
    if (!isOfWord(c)) {
      return c == '"' ? "a double quote" : c > ' ' && c < 0x7f ? "\"" + c + "\"" : character();
    }
    int end = place;
    while (end < text.length() && end - place < LONGEST_QUOTE && isOfWord(text.charAt(end))) {
      end++;
    }
    return "\"" + text.subSequence(place, end) + "\"";
  }

  private String stringFault() {
    return !inEscape && text.charAt(place) < ' '
        ? character() + " in a string must be written as an escape"
        : "a backslash in a string must begin one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u and four hexadecimal digits";
  }

  /** What cannot be seen, or looks like something else: quotation marks of a word processor, spaces that are none. */
  private String character() {
    return "the character U+%04X".formatted(Character.codePointAt(text, place));
  }

  private boolean isNameExpected() {
    return last == '{' || (last == ',' && isIn('{'));
  }

  private boolean isIn(char bracket) {
    return !open.isEmpty() && open.charAt(open.length() - 1) == bracket;
  }

  private static boolean isOfWord(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' || c == '+'
        || c == '-';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
