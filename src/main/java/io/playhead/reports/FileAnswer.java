package io.playhead.reports;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CancellationException;

/**
 * A file as the body of an answer. A reader who takes nothing of it for a minute is given up, so that the disk does not keep the file for
 * long. A time-out of the server's would end readers too whose file is still being written.
 */
final class FileAnswer {
  private static final OpenOptions READ = new OpenOptions().setCreate(false).setWrite(false);
  private static final int BYTES_AT_ONCE = 64 * 1024;
  private static final long PATIENCE_MILLIS = 60_000;

  private final Vertx vertx;
  private final RoutingContext request;
  private final HttpServerResponse response;
  private long taken;

  /** The answer to that request, whose headers are set but for the length. */
  FileAnswer(RoutingContext request) {
    this.vertx = request.vertx();
    this.request = request;
    this.response = request.response();
  }

  /** Sends the file; it is closed when that is over. */
  Future<Void> send(String path) {
    return vertx.fileSystem().open(path, READ)
        .compose(file -> file.size().compose(size -> send(file, size)).eventually(file::close));
  }

  private Future<Void> send(AsyncFile file, long size) {
    response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(size));
    Promise<Void> over = Promise.promise();
    long watch = vertx.setPeriodic(PATIENCE_MILLIS, tick -> requireProgress(over));
    file.setReadBufferSize(BYTES_AT_ONCE).pipe().endOnFailure(false).to(response)
        .onSuccess(sent -> over.tryComplete())
        .onFailure(over::tryFail);
    return over.future().onFailure(failure -> giveUp()).onComplete(sent -> vertx.cancelTimer(watch));
  }

  private void requireProgress(Promise<Void> over) {
    if (response.bytesWritten() == taken) {
      over.tryFail(new CancellationException("the reader takes nothing any more"));
    }
    taken = response.bytesWritten();
  }

  /** A body that is not whole must not end as if it were. */
  private void giveUp() {
    response.drainHandler(null);
    request.request().connection().close();
  }
}
