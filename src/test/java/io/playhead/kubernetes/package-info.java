/** Tests of the manifests in {@code k8s/}. */
@NullMarked
package io.playhead.kubernetes;

import org.jspecify.annotations.NullMarked;
