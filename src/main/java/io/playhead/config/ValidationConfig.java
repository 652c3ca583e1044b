package io.playhead.config;

/**
 * The limits of a body (collection-api §5).
 *
 * @param unknownParams what happens to parameters that the API does not name
 * @param maxDepth the deepest nesting of JSON
 * @param maxStringLength the longest string, in characters
 * @param maxNameLength the longest name in an object, in characters
 * @param maxBatchEvents events in a downloaded session at most
 */
public record ValidationConfig(UnknownParams unknownParams, int maxDepth, int maxStringLength, int maxNameLength,
    int maxBatchEvents) {}
