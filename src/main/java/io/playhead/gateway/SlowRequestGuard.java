package io.playhead.gateway;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes an HTTP/1 connection whose request, headers and body, has not arrived in time (collection-api §5).
 *
 * <p>Vert.x's time-outs are about silence; a client that drips a byte a second is never silent. The guard stands first
 * in the pipeline from when a connection is accepted ({@link GuardedTransport}): the first request begins there, a
 * later one with the first bytes after the one before. Vert.x shows a connection, and so its decoder, only when its
 * first headers are complete ({@link #follow}); from then on the decoder's last content ends a request. Only a request
 * that does not arrive in one read costs a timer, and an idle connection between requests is not the guard's concern.
 */
final class SlowRequestGuard extends ChannelDuplexHandler {
  private final long patienceMillis;
  private boolean arriving = true;
  private @Nullable ChannelHandlerContext decoder;
  private @Nullable Future<?> deadline;

  SlowRequestGuard(Duration patience) {
    this.patienceMillis = patience.toMillis();
  }

  /** Lets the guard of this connection see the ends of its requests; on HTTP/2 it is not needed and goes. */
  static void follow(ChannelPipeline pipeline) {
    SlowRequestGuard guard = pipeline.get(SlowRequestGuard.class);
    if (guard == null) {
      return;
    }
    guard.decoder = pipeline.context(HttpRequestDecoder.class);
    if (guard.decoder == null) {
      pipeline.remove(guard);
    } else {
      pipeline.addAfter(guard.decoder.name(), null, guard.new RequestEnds());
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    watch(context);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    end();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
    if (decoder != null && decoder.isRemoved()) {
      // The client has switched to HTTP/2 in mid-connection.
      context.pipeline().remove(this);
    } else {
      arriving = true;
    }
    context.fireChannelRead(bytes);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.fireChannelReadComplete();
    watch(context);
  }

  /**
   * An answer before anybody let the guard follow: a server that does not care, such as the management port's. What TLS
   * writes before is no answer.
   */
  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    ChannelFuture unused = context.write(message, promise);
    if (decoder == null && !context.isRemoved() && context.pipeline().get(SslHandler.class) == null) {
      context.pipeline().remove(this);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end();
    context.fireChannelInactive();
  }

  private void end() {
    arriving = false;
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  private void watch(ChannelHandlerContext context) {
    if (arriving && deadline == null && !context.isRemoved()) {
      deadline = context.executor().schedule(() -> close(context), patienceMillis, TimeUnit.MILLISECONDS);
    }
  }

  private static void close(ChannelHandlerContext context) {
    ChannelFuture unused = context.close();
  }

  /** Sees what the decoder makes of the bytes. */
  private final class RequestEnds extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof LastHttpContent) {
        end();
      } else if (message instanceof HttpRequest) {
        // It may have come in one read with the end of the request before it.
        arriving = true;
      }
      context.fireChannelRead(message);
    }
  }
}
