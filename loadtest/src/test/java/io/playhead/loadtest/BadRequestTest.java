package io.playhead.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadRequestTest {
  private static final int LARGEST_EVENT = 64 * 1024;
  private static final int LARGEST_BATCH = 1024 * 1024;

  static List<BadRequest> all() {
    return BadRequest.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void onlyWhatIsTooLargeIsRefusedAsSuch(BadRequest bad) {
    int largest = bad.path().equals(Players.DOWNLOADED) ? LARGEST_BATCH : LARGEST_EVENT;

    assertThat(bad.body().length() > largest).isEqualTo(bad.status() == 413);
  }
}
