package io.playhead.gateway;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** An HTTP/1.1 connection on which a test writes what it likes, also what no client library would. */
final class RawHttp implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  /** The status and body of an answer. */
  record Answer(int status, String head, String body) {}

  RawHttp(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  RawHttp write(String text) throws IOException {
    return write(text.getBytes(StandardCharsets.UTF_8));
  }

  RawHttp write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Writes as far as the server takes it, which may be never to the end. */
  void writeAll(String text) {
    try {
      write(text);
    } catch (IOException closed) {
      // Whoever reads finds that out.
    }
  }

  /** A POST with a body of its own length. */
  RawHttp post(String path, byte[] body, String... headerLines) throws IOException {
    return write(head(path, "Content-Length: " + body.length, headerLines)).write(body);
  }

  static String head(String path, String length, String... headerLines) {
    String more = headerLines.length == 0 ? "" : String.join("\r\n", headerLines) + "\r\n";
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n" + more + "\r\n";
  }

  /** The next answer on this connection. */
  Answer read() throws IOException {
    String head = readHead();
    int status = Integer.parseInt(head.split(" ", 3)[1]);
    int length = head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElse(0);
    return new Answer(status, head, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  /** Waits until the server has closed the connection; what it still sends is skipped. */
  void awaitClose() throws IOException {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (SocketException reset) {
      return;
    }
  }

  /** Goes away, and waits until the server has seen it. */
  void leave() throws IOException {
    socket.shutdownOutput();
    awaitClose();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String readHead() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
