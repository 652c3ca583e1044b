package io.playhead.gateway;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes an HTTP/1 connection whose request, headers and body, has not arrived in time, or that stays idle
 * (collection-api §5).
 *
 * <p>Vert.x's time-outs are about silence; a client that drips a byte a second is never silent. A request begins with its
 * headers, or with the first read after that in which the one before has ended; it ends with the decoder's last
 * content. Only one that does not arrive in one read costs a timer.
 *
 * <p>It stands right behind the decoder and is the only handler there beside Vert.x's own: each further one costs every
 * request (docs/performance.md). So it does the idle time-out too, by quarters of it and without reading the clock.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {
  private static final int QUARTERS = 4;

  private final long patienceMillis;
  private final long quarterMillis;
  private boolean heard;
  private boolean ended;
  private int silentQuarters;
  private @Nullable Future<?> deadline;
  private @Nullable Future<?> quarters;

  private ConnectionGuard(Duration patience, Duration idle, @Nullable Future<?> deadline) {
    this.patienceMillis = patience.toMillis();
    this.quarterMillis = Math.max(1, idle.toMillis() / QUARTERS);
    this.deadline = deadline;
  }

  /**
   * Takes over a connection that Vert.x has shown. On HTTP/2 it is not needed: there Vert.x looks for idle connections,
   * and {@link BodyReader} for slow bodies.
   *
   * @param patience within which a request must have arrived
   * @param idle after which, and a quarter more at most, a silent connection is closed
   */
  static void guard(ChannelPipeline pipeline, Duration patience, Duration idle) {
    FirstRequestGuard first = pipeline.get(FirstRequestGuard.class);
    if (first == null) {
      return;
    }
    if (pipeline.get(Http2ConnectionHandler.class) == null) {
      String decoder = pipeline.context(HttpRequestDecoder.class).name();
      pipeline.addAfter(decoder, null, new ConnectionGuard(patience, idle, first.handOver()));
      pipeline.remove(IdleStateHandler.class);
    }
    pipeline.remove(first);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    quarters = context.executor()
        .scheduleWithFixedDelay(() -> quarterIsOver(context), quarterMillis, quarterMillis, TimeUnit.MILLISECONDS);
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

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    heard = true;
    if (message instanceof LastHttpContent) {
      ended = true;
      cancelDeadline();
    } else if (message instanceof HttpRequest) {
      // It may have come in one read with the end of the request before it.
      ended = false;
    }
    context.fireChannelRead(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.fireChannelReadComplete();
    // A read may find nothing, for example after a pause.
    if (heard || context.channel().unsafe().recvBufAllocHandle().lastBytesRead() > 0) {
      silentQuarters = 0;
      if (!ended && deadline == null) {
        deadline = context.executor().schedule(() -> isLate(context), patienceMillis, TimeUnit.MILLISECONDS);
      }
    }
    heard = false;
    ended = false;
  }

  /** Answers that waited for the client have kept us from reading; the next read begins anew. */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    cancelDeadline();
    context.fireChannelWritabilityChanged();
  }

  /** Nor is it the client's delay while they still wait; only its silence is. */
  private void isLate(ChannelHandlerContext context) {
    deadline = null;
    if (context.channel().config().isAutoRead()) {
      close(context);
    }
  }

  private void quarterIsOver(ChannelHandlerContext context) {
    silentQuarters++;
    if (silentQuarters > QUARTERS) {
      close(context);
    }
  }

  private void cancel() {
    cancelDeadline();
    if (quarters != null) {
      quarters.cancel(false);
      quarters = null;
    }
  }

  private void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  /** From here, below Vert.x, which would wait until the answers before are sent. */
  private static void close(ChannelHandlerContext context) {
    ChannelFuture unused = context.close();
  }
}
