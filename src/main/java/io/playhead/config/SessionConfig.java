package io.playhead.config;

import java.util.List;

/**
 * Session ids.
 *
 * @param keys the signing keys, newest first, each as {@code number:hex}; secret
 * @param maxClosed how many closed sessions a gateway remembers at most
 */
public record SessionConfig(List<String> keys, int maxClosed) {
  /** Copies the list. */
  public SessionConfig {
    keys = List.copyOf(keys);
  }

  /** The record's text with the keys masked. */
  @Override
  public String toString() {
    return "SessionConfig[keys=" + Secrets.MASK + ", maxClosed=" + maxClosed + "]";
  }
}
