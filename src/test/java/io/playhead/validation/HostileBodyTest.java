package io.playhead.validation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are not the JSON we read, and the limits of JSON (collection-api §§1, 5). */
class HostileBodyTest {
  private static final String EVENT =
      "{\"playerTime\":{\"playhead\":0,\"ts\":0},\"eventType\":\"ping\",\"customMetadata\":{\"k\":\"%s\"}}";

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("", " json is empty"),
        Arguments.of(" \r\n\t", " json is empty"),
        Arguments.of("{", " json is not valid JSON: it ends too early, at line 1, column 2, where a name in"
            + " double quotes or \"}\" was expected"),
        Arguments.of("{\"eventType\":\"pi", " json is not valid JSON: it ends too early, at line 1, column 17,"
            + " within a string"),
        Arguments.of("{\n\"a\": tru}", " json is not valid JSON, at line 2, column 6: expected a value, found \"tru\""),
        Arguments.of("{\"a\":1,}", " json is not valid JSON, at line 1, column 8: expected a name in double quotes,"
            + " found \"}\""),
        Arguments.of("{\"a\" 1}", " json is not valid JSON, at line 1, column 6: expected \":\", found \"1\""),
        Arguments.of("{'a':1}", " json is not valid JSON, at line 1, column 2: expected a name in double"
            + " quotes or \"}\", found \"'\""),
        Arguments.of("{} {}", " json has something after its end, at line 1, column 4"),
        Arguments.of("{}]", " json is not valid JSON, at line 1, column 3: expected nothing more, found \"]\""),
        Arguments.of("{\"a\":1,\"a\":1}", "/a duplicateName stands twice in its object"),
        Arguments.of("{\"a\":1,\"\\u0061\":1}", "/a duplicateName stands twice in its object"),
        Arguments.of("{\"a\":[{\"b/~\":1,\"b/~\":1}]}", "/a/0/b~1~0 duplicateName stands twice in its object"),
        Arguments.of("{\"a\":\"\\ud83d\"}", "/a encoding has half a surrogate pair, which is no character"),
        Arguments.of("{\"a\":\"\\ude00x\"}", "/a encoding has half a surrogate pair, which is no character"),
        Arguments.of("{\"\\ud83d\":1}", "/\ud83d encoding has half a surrogate pair, which is no character"),
        Arguments.of("{\"a\":1e400}", "/a number is too large a number"),
        Arguments.of("{\"a\":-1e999999999999}", "/a number is too large a number"),
        Arguments.of("{\"a\":1" + "0".repeat(400) + "}", "/a number is too large a number"),
        Arguments.of("{\"a\":1e-400}", "/a number is a number too close to zero"),
        Arguments.of("{\"a\":0.1e-999999999999}", "/a number is a number too close to zero"),
        Arguments.of("{\"a\":0." + "0".repeat(10_000) + "}", "/a number is a number of more than 1000 characters"),
        Arguments.of("{\"a\":" + "9".repeat(10_000) + "}", "/a number is a number of more than 1000 characters"),
        Arguments.of("\"text\"", " body must be one event, an object, was a string"),
        Arguments.of("5", " body must be one event, an object, was a number"),
        Arguments.of("true", " body must be one event, an object, was a boolean"),
        Arguments.of("null", " body must be one event, an object, was null"),
        Arguments.of("[{}]",
            " body must be one event, an object, was an array; arrays of events go to /api/v1/downloaded"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  @Timeout(5)
  void aMalformedBodyIsRefusedInWordsThatSayWhere(String body, String violation) {
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, body))).isEqualTo(violation);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      {"a":01}            | expected a value, found "01"
      {"a":1.}            | expected a value, found "1."
      {"a":-}             | expected a value, found "-"
      {"a":+1}            | expected a value, found "+1"
      {"a":0x1F}          | expected a value, found "0x1F"
      {"a":NaN}           | expected a value, found "NaN"
      {"a":1x}            | expected a value, found "1x"
      {"a":undefinedundefined} | expected a value, found "undefinedund"
      {"a":}              | expected a value, found "}"
      {"a":1 "b":2}       | expected "," or "}", found a double quote
      {"a":"b" "c":2}     | expected "," or "}", found a double quote
      {"a":{"b":1}"c":2}  | expected "," or "}", found a double quote
      {"a":[1 2]}         | expected "," or "]", found "2"
      {"a":[1,]}          | expected a value, found "]"
      {"a":[,1]}          | expected a value or "]", found ","
      {"a":[1}            | expected "," or "]", found "}"
      {"a":1]             | expected "," or "}", found "]"
      {a:1}               | expected a name in double quotes or "}", found "a"
      {“a”:1}             | expected a name in double quotes or "}", found the character U+201C
      {"a":\u00a01}       | expected a value, found the character U+00A0
      {"a":"x\ty"}        | the character U+0009 in a string must be written as an escape
      {"a":"x\\qy"}       | a backslash in a string must begin one of the escapes \\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u and four hexadecimal digits
      {"a\\q":1}          | a backslash in a string must begin one of the escapes \\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u and four hexadecimal digits
      /* a comment */ {}  | expected a value, found "/"
      """)
  void theWordsSayWhatWasExpectedAndFound(String body, String words) {
    assertThat(Verdicts.invalid(Verdicts.of(Endpoint.EVENTS, body)).message()).endsWith(": " + words);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      {"a"                | , where ":" was expected
      {"a":               | , where a value was expected
      {"a":-              | , where a value was expected
      {"a":1              | , where "," or "}" was expected
      {"a":1,             | , where a name in double quotes was expected
      [{}                 | , where "," or "]" was expected
      {"a":"x\\          | , within a string
      """)
  void ofABodyThatEndsTooEarlyTheWordsSayWhatIsMissing(String body, String words) {
    assertThat(Verdicts.invalid(Verdicts.of(Endpoint.SESSIONS, body)).message())
        .contains("it ends too early, at line 1").endsWith(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":01}", "{\"a\":+1}", "{\"a\":.5}", "{\"a\":5.}", "{\"a\":0x1}", "{\"a\":NaN}",
    "{\"a\":Infinity}", "{\"a\":-}", "{\"a\":1e}", "{\"a\":\"\t\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}", "{a:1}",
    "{\"a\":1 /* c */}", "// c\n{}", "{\"a\":}", "[1,]", "{,}", "\u00a0{}", "\u0000{}", "{}\u0000", "nul", "'", "]",
    "{\"a\":1]", "{\"a\":1}}", "{\"a\":TRUE}", "{\"a\":\"\\'\"}"})
  void whatOnlyLenientParsersReadIsRefused(String body) {
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, body))).startsWith(" json ");
  }

  @Test
  void aByteOrderMarkIsRefused() {
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, "\ufeff{}")))
        .isEqualTo(" encoding must not begin with a byte order mark");
  }

  /** Hex of what stands in the string of an otherwise valid event, and where in the body it goes wrong. */
  @ParameterizedTest
  @ValueSource(strings = {"80", "bf", "c3", "e282", "f09f98", "c080", "c0ae", "e08080", "f0808080", "eda080", "edbfbf",
    "eda0bdedb880", "f4908080", "f5808080", "fe", "ff", "fc8080808080", "c328", "e9"})
  void whatIsNotUtf8IsRefused(String hex) {
    String bytes = new String(HexFormat.of().parseHex(hex), ISO_8859_1);

    byte[] body = EVENT.formatted(bytes).getBytes(ISO_8859_1);
    assertThat(Verdicts.lines(Verdicts.VALIDATOR.validate(Endpoint.EVENTS, body)))
        .isEqualTo(" encoding is not UTF-8, at byte " + EVENT.indexOf('%'));
  }

  static Stream<Charset> otherEncodings() {
    return Stream.of(UTF_16BE, UTF_16LE, Charset.forName("UTF-16"), Charset.forName("UTF-32BE"),
        Charset.forName("UTF-32LE"));
  }

  @ParameterizedTest
  @MethodSource("otherEncodings")
  void anotherUnicodeEncodingIsRefused(Charset encoding) {
    byte[] body = EVENT.formatted("x").getBytes(encoding);

    assertThat(Verdicts.VALIDATOR.validate(Endpoint.EVENTS, body)).isInstanceOf(Verdict.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ä", "€", "😀", "\\u00e4", "\\ud83d\\ude00", "\\u0000", "\\\"\\\\\\/\\b\\f\\n\\r\\t",
    "\u007f",
    "\uffff", "\ufeff"})
  void everyCharacterOfUnicodeIsAcceptedInAString(String text) {
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, EVENT.formatted(text)))).isEmpty();
  }

  static Stream<Arguments> lengths() {
    return Stream.of("x", "ä", "😀", "\\u0041", "\\ud83d\\ude00").flatMap(character -> Stream
        .of(Arguments.of(character, 8_192, ""), Arguments.of(character, 8_193,
            "/customMetadata/k stringLength is longer than 8192 characters")));
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void aStringHasAtMost8192Characters(String character, int length, String violation) {
    String body = EVENT.formatted(character.repeat(length));

    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, body))).isEqualTo(violation);
  }

  @Test
  void aNameHasAtMost256Characters() {
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, EVENT.replace("\"k\"", "\"" + "k".repeat(256) + "\""))))
        .isEmpty();
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, EVENT.replace("\"k\"", "\"" + "k".repeat(257) + "\""))))
        .isEqualTo("/customMetadata nameLength has a member whose name is longer than 256 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void objectsAndArraysAreNestedAtMost16Deep(String level) {
    String end = level.equals("[") ? "]" : "}";
    String deepest = level.repeat(15) + (level.equals("[") ? "[]" : "{}") + end.repeat(15);
    String tooDeep = level.repeat(16) + (level.equals("[") ? "[]" : "{}") + end.repeat(16);

    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, deepest))).doesNotContain(" depth ");
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, tooDeep)))
        .endsWith(" depth is nested too deep: at most 16 levels are allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
  @Timeout(5)
  void endlessNestingIsRefusedAtOnce(String level) {
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, level.repeat(200_000)))).contains(" depth ");
  }

  @Test
  void theLimitsAreTheConfiguredOnes() {
    BodyValidator strict =
        new CompiledValidator(EventSchemas.load(UnknownParams.REJECT), new JsonLimits(2, 10, 14), 10_000);
    byte[] atLimits = EVENT.formatted("0123456789").getBytes(UTF_8);
    byte[] stringTooLong = EVENT.formatted("01234567890").getBytes(UTF_8);
    byte[] nameTooLong = EVENT.replace("\"k\"", "\"012345678901234\"").getBytes(UTF_8);
    byte[] tooDeep = EVENT.replace("\"%s\"", "[]").getBytes(UTF_8);

    assertThat(Verdicts.lines(strict.validate(Endpoint.EVENTS, atLimits))).isEmpty();
    assertThat(Verdicts.lines(strict.validate(Endpoint.EVENTS, stringTooLong))).contains(" longer than 10 ");
    assertThat(Verdicts.lines(strict.validate(Endpoint.EVENTS, nameTooLong))).contains(" longer than 14 ");
    assertThat(Verdicts.lines(strict.validate(Endpoint.EVENTS, tooDeep))).contains("at most 2 levels");
  }

  @ParameterizedTest
  @EnumSource
  void aMalformedBodyIsRefusedOnEveryEndpoint(Endpoint endpoint) {
    assertThat(Verdicts.invalid(Verdicts.of(endpoint, "{")).message())
        .startsWith("the body is not valid JSON: it ends too early, at line 1, column 2, where ");
  }

  @Test
  @Timeout(5)
  void asManyUnknownKeysAsAnEventMayHaveAreRefusedInABoundedAnswer() {
    String body = "{\"eventType\":\"ping\"," + names("playerTimf", ValueCount.MAX_VALUES - 2) + "}";

    Verdict.Invalid verdict = Verdicts.invalid(Verdicts.of(Endpoint.EVENTS, body));

    assertThat(verdict.violations()).hasSize(101);
    assertThat(verdict.violations().getLast())
        .isEqualTo(new Violation("", "more", "breaks more rules than the 100 listed"));
  }

  /** The event itself, what it has beside its metadata, and the metadata. */
  @Test
  @Timeout(5)
  void anEventHasAtMost20000Values() {
    String event = "{\"playerTime\":{\"playhead\":0,\"ts\":0},\"eventType\":\"ping\",\"customMetadata\":{%s}}";

    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, event.formatted(names("k", 19_994))))).isEmpty();
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, event.formatted(names("k", 19_995)))))
        .isEqualTo(" values has more than the 20000 values that an event may have");
  }

  @Test
  @Timeout(5)
  void theEventsOfAnArrayMayHaveAsManyValuesEach() {
    String event = "{\"playerTime\":{\"playhead\":0,\"ts\":0},\"eventType\":\"ping\",\"customMetadata\":{%s}}";
    String many = event.formatted(names("k", 19_994));
    String more = event.formatted(names("k", 19_995));

    assertThat(Verdicts.lines(Verdicts.of(Endpoint.DOWNLOADED, "[" + many + "," + many + "," + more + "]")))
        .isEqualTo("/2 values has more than the 20000 values that an event may have");
  }

  static Stream<Arguments> manyValues() {
    String numbers = "1,".repeat(ValueCount.MAX_VALUES);
    return Stream.of(
        Arguments.of("names with escapes", "{\"\\u0061\":0," + names("k", ValueCount.MAX_VALUES) + "}"),
        Arguments.of("names with brackets", "{" + names("]}\\\"", ValueCount.MAX_VALUES) + "}"),
        Arguments.of("elements", "{\"a\":[" + numbers + "1]}"),
        Arguments.of("empty arrays", "{\"a\":[" + "[],".repeat(ValueCount.MAX_VALUES) + "[]]}"),
        Arguments.of("nested arrays", "{\"a\":[" + "[[1]],".repeat(ValueCount.MAX_VALUES / 3) + "1]}"),
        Arguments.of("white space", "{ \"a\" : [ " + "1 , ".repeat(ValueCount.MAX_VALUES) + "1 ] }"),
        Arguments.of("no end", "{\"a\":[" + numbers));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("manyValues")
  @Timeout(5)
  void tooManyValuesAreRefusedHoweverTheyStandThere(String name, String event) {
    String violation = " values has more than the 20000 values that an event may have";

    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, event))).isEqualTo(violation);
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.DOWNLOADED, "[{}," + event + "]"))).isEqualTo("/1" + violation);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"{\"a\":[[],[[]],{},%s1]}|7", "{\"a\":[%s[[{}]]]}|5"})
  void asManyValuesAsAnEventMayHaveAreNotTooMany(String event, int beside) {
    String most = "1,".repeat(ValueCount.MAX_VALUES - beside);

    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, event.formatted(most))))
        .contains("/eventType required is required").doesNotContain(" values ");
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, event.formatted(most + "1,"))))
        .isEqualTo(" values has more than the 20000 values that an event may have");
  }

  /** Of U+0130 and U+0131 the lower byte is a digit. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":\"\\u\u0130\u0130\u0134\u0131\"}", "{\"\\\\\\u006\u0131\":0}",
    "[{\"\\u\u0130061\":0}]"})
  void onlyAsciiDigitsMakeAnEscape(String body) {
    Endpoint endpoint = body.startsWith("[") ? Endpoint.DOWNLOADED : Endpoint.EVENTS;

    assertThat(Verdicts.lines(Verdicts.of(endpoint, body)))
        .isEqualTo(" json is not valid JSON: \\u must stand before four hexadecimal digits");
  }

  /** There the count of values would stop, and the tree would not. */
  @Test
  @Timeout(5)
  void behindSuchAnEscapeNoTreeIsMade() {
    String event = "{\"a\":\"\\u\u0130\u0130\u0134\u0131\"," + names("k", 90_000) + "}";

    assertThat(Verdicts.lines(Verdicts.of(Endpoint.DOWNLOADED, "[" + event + "]"))).startsWith(" json ");
  }

  @Test
  void aBackslashThatIsEscapedBeginsNoEscape() {
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, EVENT.replace("%s", "\\\\u\u0130\u0130\u0134\u0131"))))
        .isEmpty();
  }

  @Test
  void whatStandsBehindAnEventIsNotCounted() {
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, "{}" + " [1]".repeat(ValueCount.MAX_VALUES))))
        .startsWith(" json has something after its end");
  }

  @Test
  void theEncodingComesBeforeTheNumberOfValues() {
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, "\uFEFF{" + names("k", ValueCount.MAX_VALUES) + "}")))
        .startsWith(" encoding must not begin with a byte order mark");
  }

  private static String names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> "\"" + prefix + i + "\":\"\"").collect(Collectors.joining(","));
  }

  @Test
  void theOneBadValueAmongThousandsOfGoodOnesIsFound() {
    String names = IntStream.range(0, 5_000).mapToObj(i -> "\"name" + i + "\":\"\",").collect(Collectors.joining());
    String good = EVENT.replace("\"k\"", names + "\"k\"");

    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, good))).isEmpty();
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, good.replace("\"%s\"", "1"))))
        .isEqualTo("/customMetadata/k type must be a string, was a number");
  }

  @Test
  void whatElseIsWrongIsListedBesideManyUnknownKeys() {
    String names = IntStream.range(0, 90).mapToObj(i -> "\"name" + i + "\":0,").collect(Collectors.joining());

    assertThat(Verdicts.invalid(Verdicts.of(Endpoint.EVENTS, "{" + names + "\"eventType\":\"ping\"}")).violations())
        .hasSize(91).contains(new Violation("/playerTime", "required", "is required"));
  }
}
