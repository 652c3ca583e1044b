package io.playhead.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The way to one port, which can be cut, slowed and made to swallow what goes in. Every change holds until {@link #heal}. */
final class Network implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;

  private final int farPort;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ServerSocket listener;
  private volatile boolean cut;
  private volatile Duration delay = Duration.ZERO;
  private volatile CompletableFuture<Void> passable = CompletableFuture.completedFuture(null);

  private Network(ServerSocket listener, int farPort) {
    this.listener = listener;
    this.farPort = farPort;
  }

  /** A sound network that leads to a local port. */
  static Network to(int farPort) {
    try {
      Network network = new Network(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), farPort);
      Thread.ofVirtual().start(network::accept);
      return network;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port at its near end. */
  int port() {
    return listener.getLocalPort();
  }

  int farPort() {
    return farPort;
  }

  /** Ends all connections, and new ones at once. */
  void cut() {
    cut = true;
    open.forEach(Network::close);
  }

  /** Lets everything through that much later, in both directions. */
  void slowDown(Duration by) {
    delay = by;
  }

  /** Connections stay, and new ones are taken, but nothing comes through; what is under way arrives after {@link #heal}. */
  void swallow() {
    passable = new CompletableFuture<>();
  }

  void heal() {
    delay = Duration.ZERO;
    passable.complete(null);
    cut = false;
  }

  @Override
  public void close() {
    cut();
    close(listener);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        open.add(near);
        Thread.ofVirtual().start(() -> connect(near));
      } catch (IOException closed) {
        // The loop ends.
      }
    }
  }

  private void connect(Socket near) {
    try {
      Socket far = new Socket(InetAddress.getLoopbackAddress(), farPort);
      open.add(far);
      if (cut) {
        close(near);
        close(far);
      }
      Thread.ofVirtual().start(() -> pass(near, far));
      Thread.ofVirtual().start(() -> pass(far, near));
    } catch (IOException nobodyThere) {
      close(near);
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] chunk = new byte[CHUNK];
    try (from; to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        Thread.sleep(delay);
        passable.join();
        out.write(chunk, 0, length);
      }
    } catch (IOException | InterruptedException ended) {
      // Both ends are closed, so that the other direction ends too.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
