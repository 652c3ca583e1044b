package io.playhead.gateway;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.impl.VertxHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that was accepted and whose first request has not arrived in time (collection-api §5).
 *
 * <p>It stands first in the pipeline from when a connection is accepted ({@link GuardedTransport}), since Vert.x shows a
 * connection only when its first headers are complete, or its TLS handshake. Then a {@link ConnectionGuard} takes over,
 * and the time that is left with it.
 */
final class FirstRequestGuard extends ChannelDuplexHandler {
  private final long patienceMillis;
  private @Nullable Future<?> deadline;

  FirstRequestGuard(Duration patience) {
    this.patienceMillis = patience.toMillis();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    deadline = context.executor().schedule(() -> close(context), patienceMillis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    cancel();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    cancel();
    context.fireChannelInactive();
  }

  /**
   * An answer of a server that does not care, such as the management port's, which nobody has taken over from. What is
   * written before there is a connection of Vert.x's is none: by TLS, or to an upgrade that is refused.
   */
  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    ChannelFuture unused = context.write(message, promise);
    if (!context.isRemoved() && isServed(context.pipeline())) {
      context.pipeline().remove(this);
    }
  }

  private static boolean isServed(ChannelPipeline pipeline) {
    VertxHandler<?> handler = pipeline.get(VertxHandler.class);
    return pipeline.get(Http2ConnectionHandler.class) != null
        || (handler != null && handler.getConnection() instanceof HttpServerConnection);
  }

  /** Gives away the deadline, which goes on running. */
  @Nullable
  Future<?> handOver() {
    Future<?> running = deadline;
    deadline = null;
    return running;
  }

  private void cancel() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  private static void close(ChannelHandlerContext context) {
    ChannelFuture unused = context.close();
  }
}
