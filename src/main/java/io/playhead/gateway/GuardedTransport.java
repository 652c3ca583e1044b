package io.playhead.gateway;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.transport.Transport;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;

/**
 * A Vert.x transport whose servers put a {@link FirstRequestGuard} into each connection they accept.
 *
 * <p>It has to be here, at the lowest level: Vert.x shows a connection to its user only after the headers of its first
 * request have arrived, and a client that never completes them would never be seen.
 */
public final class GuardedTransport {
  private GuardedTransport() {}

  /**
   * The best transport of this machine, guarded.
   *
   * @param patience within which a request must have arrived
   */
  public static Transport create(Duration patience) {
    Transport plain = Transport.nativeTransport() == null ? Transport.NIO : Transport.nativeTransport();
    return intercept(Transport.class, plain, (method, args, result) -> method.getName().equals("implementation")
        ? guarded((io.vertx.core.spi.transport.Transport) result, patience)
        : result);
  }

  private static Object guarded(io.vertx.core.spi.transport.Transport plain, Duration patience) {
    return intercept(io.vertx.core.spi.transport.Transport.class, plain, (method, args, result) -> {
      if (method.getName().equals("configure") && args[args.length - 1] instanceof ServerBootstrap server) {
        server.handler(new Accept(patience));
      }
      return result;
    });
  }

  /** Everything goes to the plain one; then the interceptor may do more. */
  private static <T> T intercept(Class<T> type, T plain, Interceptor interceptor) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (proxy, method, args) -> {
      try {
        return interceptor.after(method, args, method.invoke(plain, args));
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }));
  }

  private interface Interceptor {
    Object after(Method method, Object[] args, Object result);
  }

  /** Sees the connections that a listening socket accepts. */
  private static final class Accept extends ChannelInboundHandlerAdapter {
    private final Duration patience;

    Accept(Duration patience) {
      this.patience = patience;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
      if (accepted instanceof Channel connection) {
        connection.pipeline().addFirst(new FirstRequestGuard(patience));
      }
      context.fireChannelRead(accepted);
    }
  }
}
