package io.playhead.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

  @Test
  void oneReportForEachSessionIsExact() {
    assertThat(Reconciliation.of(Set.of("a", "b"), Map.of("a", 1, "b", 1)).isExact()).isTrue();
  }

  @Test
  void aSessionWithoutAReportIsMissed() {
    Reconciliation reconciliation = Reconciliation.of(Set.of("a", "b"), Map.of("a", 1));

    assertThat(reconciliation.isExact()).isFalse();
    assertThat(reconciliation.missing()).containsExactly("b");
  }

  @Test
  void aSecondReportDoesNotMakeUpForAMissingOne() {
    Reconciliation reconciliation = Reconciliation.of(Set.of("a", "b"), Map.of("a", 2));

    assertThat(reconciliation.reports()).isEqualTo(reconciliation.ended());
    assertThat(reconciliation.isExact()).isFalse();
    assertThat(reconciliation.repeated()).containsExactly("a");
  }
}
