package io.playhead.validation;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import java.util.List;

/**
 * Collects what networknt finds, and ends the search when that is far more than anybody is told: a hostile body has an
 * error for each of a hundred thousand names.
 */
final class BoundedErrors extends ExecutionContext {
  private static final int MAX_ERRORS = 1_000;

  private final List<Error> found = getErrors();

  BoundedErrors(ExecutionConfig config) {
    super(config);
  }

  /** Keywords such as {@code anyOf} collect into lists of their own what may yet count for nothing; those go on. */
  @Override
  public void addError(Error error) {
    super.addError(error);
    if (getErrors() == found && found.size() > MAX_ERRORS) {
      throw new Enough();
    }
  }

  /** Thrown when more errors are there than are listed. */
  static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Enough() {
      super(null, null, false, false);
    }
  }
}
