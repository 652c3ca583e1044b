package io.playhead.report;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Those who watch the same content, in the same way: what live counts go by. Each is a dimension of the session; empty if the player
 * did not say. A text of more than {@value #LONGEST} characters is cut there, so that nobody fills the memory with a few sessions.
 *
 * @param name the content's id
 */
public record Audience(Optional<String> name, Optional<String> channel, Optional<String> contentType,
    Optional<String> playerName, Optional<String> streamType) implements Comparable<Audience> {

  /** The most UTF-16 units of a text that are kept. */
  public static final int LONGEST = 200;

  private static final Comparator<Audience> ORDER = by(Audience::name).thenComparing(by(Audience::channel))
      .thenComparing(by(Audience::contentType)).thenComparing(by(Audience::playerName))
      .thenComparing(by(Audience::streamType));

  /** Cuts what is too long; an empty text is none. */
  public Audience {
    name = name.flatMap(Audience::kept);
    channel = channel.flatMap(Audience::kept);
    contentType = contentType.flatMap(Audience::kept);
    playerName = playerName.flatMap(Audience::kept);
    streamType = streamType.flatMap(Audience::kept);
  }

  /** By their texts, in the order in which they stand here. */
  @Override
  public int compareTo(Audience other) {
    return ORDER.compare(this, other);
  }

  /** How many UTF-16 units its texts have. */
  public int size() {
    return Stream.of(name, channel, contentType, playerName, streamType).flatMap(Optional::stream)
        .mapToInt(String::length).sum();
  }

  private static Comparator<Audience> by(Function<Audience, Optional<String>> text) {
    return Comparator.comparing(audience -> text.apply(audience).orElse(""));
  }

  private static Optional<String> kept(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.length() <= LONGEST) {
      return Optional.of(text);
    }
    boolean halvesAPair = Character.isHighSurrogate(text.charAt(LONGEST - 1));
    return Optional.of(text.substring(0, halvesAPair ? LONGEST - 1 : LONGEST));
  }
}
