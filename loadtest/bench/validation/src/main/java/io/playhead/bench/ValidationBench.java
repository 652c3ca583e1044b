package io.playhead.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.playhead.validation.BodyValidator;
import io.playhead.validation.CompiledValidator;
import io.playhead.validation.Endpoint;
import io.playhead.validation.EventSchemas;
import io.playhead.validation.JsonLimits;
import io.playhead.validation.NetworkntValidator;
import io.playhead.validation.UnknownParams;
import io.playhead.validation.Verdict;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What validating one event costs, beside what reading its tokens with Jackson costs, which says nothing about it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class ValidationBench {
  private final JsonFactory jackson = new JsonFactory();

  @Param({"ping", "sessionStart"})
  private String event;

  private byte[] body;
  private Endpoint endpoint;
  private BodyValidator compiled;
  private BodyValidator networknt;

  @Setup
  public void prepare() throws IOException {
    try (InputStream in = ValidationBench.class.getResourceAsStream("/bodies/" + event + ".json")) {
      if (in == null) {
        throw new FileNotFoundException("no body " + event);
      }
      body = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8);
    }
    endpoint = event.equals("sessionStart") ? Endpoint.SESSIONS : Endpoint.EVENTS;
    EventSchemas schemas = EventSchemas.load(UnknownParams.REJECT);
    compiled = new CompiledValidator(schemas, JsonLimits.DEFAULT, 10_000);
    networknt = new NetworkntValidator(schemas, JsonLimits.DEFAULT, 10_000);
    for (BodyValidator validator : new BodyValidator[] {compiled, networknt}) {
      if (!(validator.validate(endpoint, body) instanceof Verdict.Event)) {
        throw new IllegalStateException(event + " is not valid");
      }
    }
  }

  /** The base line: a parser of Jackson's default factory on the bytes, {@code nextToken()} to the end, nothing asked of it. */
  @Benchmark
  public int jacksonTokens() throws IOException {
    int tokens = 0;
    try (JsonParser parser = jackson.createParser(body)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }

  /** The least that a validator on Jackson's tokens would do: strict UTF-8, every name, every text's length, every number. */
  @Benchmark
  public double jacksonTokensRead() throws IOException {
    double read = strictUtf8();
    try (JsonParser parser = jackson.createParser(body)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        read += switch (token) {
          case FIELD_NAME -> parser.currentName().hashCode();
          case VALUE_STRING -> parser.getTextLength();
          case VALUE_NUMBER_INT -> parser.getLongValue();
          case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
          default -> 1;
        };
      }
    }
    return read;
  }

  private int strictUtf8() throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).length();
  }

  /** The validator of the gateway. */
  @Benchmark
  public Verdict compiled() {
    return compiled.validate(endpoint, body);
  }

  /** Networknt on a tree of the body. */
  @Benchmark
  public Verdict networknt() {
    return networknt.validate(endpoint, body);
  }
}
