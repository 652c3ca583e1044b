package io.playhead.validation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Reads bodies as JSON, more strictly than JSON itself is (collection-api §§1, 5): UTF-8 only and without a byte order
 * mark, no member twice, nothing after the value, everything within the limits. Stops at the first thing that is wrong.
 */
final class StrictJson {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /**
   * Our own limits come first, so that the words are ours. Field names are not interned in a table shared between
   * requests: it could be filled from outside.
   */
  private static final JsonFactory FACTORY = JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
      .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
      .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE).maxNumberLength(Integer.MAX_VALUE).build())
      .build();

  private final JsonLimits limits;

  StrictJson(JsonLimits limits) {
    this.limits = limits;
  }

  /** The body as a tree in which every number without a fraction is an integer. */
  JsonNode parse(byte[] body) throws MalformedJson {
    ValueCount.check(body, limits);
    return read(body, TreeReader::read);
  }

  /**
   * Hands on the elements of a body that is an array as such trees, with their indexes, each before the next is read.
   * What stands behind those that are wanted is not looked at.
   *
   * @return how many were handed on
   */
  int parseElements(byte[] body, TreeReader.Elements elements) throws MalformedJson {
    ValueCount.checkElements(body, limits);
    return read(body, reader -> reader.readElements(elements));
  }

  private <T> T read(byte[] body, Reading<T> reading) throws MalformedJson {
    if (body.length == 0) {
      throw malformed(BodyRule.JSON, "is empty");
    }
    CharBuffer text = decode(body);
    try (JsonParser parser = FACTORY.createParser(text.array(), 0, text.limit())) {
      if (parser.nextToken() == null) {
        throw malformed(BodyRule.JSON, "is empty");
      }
      T value = reading.by(new TreeReader(parser, limits));
      if (parser.getParsingContext().inRoot() && parser.nextToken() != null) {
        throw malformed(BodyRule.JSON, "has something after its end" + position(parser.currentTokenLocation()));
      }
      return value;
    } catch (JsonEOFException e) {
      throw malformed(BodyRule.JSON, "is not valid JSON: it ends too early" + position(e.getLocation()));
    } catch (JsonProcessingException e) {
      throw malformed(BodyRule.JSON, "is not valid JSON" + position(e.getLocation()));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  private static CharBuffer decode(byte[] body) throws MalformedJson {
    if (body.length >= 3 && body[0] == BYTE_ORDER_MARK[0] && body[1] == BYTE_ORDER_MARK[1]
        && body[2] == BYTE_ORDER_MARK[2]) {
      throw malformed(BodyRule.ENCODING, "must not begin with a byte order mark");
    }
    // Jackson's own decoder lets overlong forms and encoded surrogates pass; the JDK's does not.
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(body);
    CharBuffer out = CharBuffer.allocate(body.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw malformed(BodyRule.ENCODING, "is not UTF-8, at byte " + in.position());
    }
    return out.flip();
  }

  private static String position(JsonLocation location) {
    return ", at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static MalformedJson malformed(BodyRule rule, String detail) {
    return new MalformedJson(rule.at("", detail), false);
  }

  /** What is read of a body. */
  private interface Reading<T> {
    T by(TreeReader reader) throws IOException, MalformedJson;
  }
}
