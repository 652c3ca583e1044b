package io.playhead.sessionid;

import static io.playhead.sessionid.SessionIds.Standing.EXPIRED;
import static io.playhead.sessionid.SessionIds.Standing.FOREIGN;
import static io.playhead.sessionid.SessionIds.Standing.GENUINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIdsTest {
  private static final long NOW = 1_699_523_700;
  private static final long DAY = 24 * 3600;
  private static final SessionKey OLD = SessionKey.parse("1:00112233445566778899aabbccddeeff");
  private static final SessionKey NEW = SessionKey.parse("2:ffeeddccbbaa99887766554433221100");

  private final SessionIds ids = ids(OLD);

  @Test
  void anIdIsSixtyFourLowercaseHexDigits() {
    assertThat(ids.mint(NOW)).matches("[0-9a-f]{64}");
  }

  @Test
  void anIdIsGenuineTheMomentItIsMade() {
    assertThat(ids.check(ids.mint(NOW), NOW)).isEqualTo(GENUINE);
  }

  @Test
  void anIdOfAGatewayWhoseClockIsAheadIsGenuine() {
    assertThat(ids.check(ids.mint(NOW + 30), NOW)).isEqualTo(GENUINE);
  }

  @ParameterizedTest
  @CsvSource({"-PT3H, PT0S, GENUINE", "-PT3H, PT26H, GENUINE", "PT3H, PT20H, GENUINE", "PT3H, PT22H, EXPIRED",
    "-P365D, PT0S, GENUINE"})
  void aClockThatStepsMovesTheEndOfAnIdByTheStepAndNeverRefusesANewOne(Duration step, Duration age,
      SessionIds.Standing standing) {
    Instant minted = Instant.ofEpochSecond(NOW);
    InstantSource stepped = InstantSource.fixed(minted.plus(age).plus(step));

    assertThat(ids.check(ids.mint(minted.getEpochSecond()), stepped.instant().getEpochSecond())).isEqualTo(standing);
  }

  @Test
  void anIdLivesTwentyFourHours() {
    String sid = ids.mint(NOW);

    assertThat(ids.check(sid, NOW + DAY)).isEqualTo(GENUINE);
    assertThat(ids.check(sid, NOW + DAY + 1)).isEqualTo(EXPIRED);
  }

  @Test
  void changingAnyDigitMakesItForeign() {
    String sid = ids.mint(NOW);
    for (int i = 0; i < sid.length(); i++) {
      char other = sid.charAt(i) == '0' ? '1' : '0';
      String forged = sid.substring(0, i) + other + sid.substring(i + 1);
      assertThat(ids.check(forged, NOW)).as("digit %d", i).isEqualTo(FOREIGN);
    }
  }

  @Test
  void anIdUnderAKeyWeDoNotHaveIsForeign() {
    SessionKey sameNumber = SessionKey.parse("1:0123456789abcdef0123456789abcdef");

    assertThat(ids.check(ids(NEW).mint(NOW), NOW)).isEqualTo(FOREIGN);
    assertThat(ids.check(ids(sameNumber).mint(NOW), NOW)).isEqualTo(FOREIGN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "g000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "\u0660000000000000000000000000000000000000000000000000000000000000"})
  void aTextOfAnotherShapeIsForeign(String text) {
    assertThat(ids.check(text, NOW)).isEqualTo(FOREIGN);
  }

  @Test
  void aTruncatedALongerAndAnUppercaseIdAreForeign() {
    String sid = ids.mint(NOW);

    assertThat(ids.check(sid.substring(0, 63), NOW)).isEqualTo(FOREIGN);
    assertThat(ids.check(sid + "0", NOW)).isEqualTo(FOREIGN);
    assertThat(ids.check(sid.toUpperCase(Locale.ROOT), NOW)).isEqualTo(FOREIGN);
  }

  @Test
  void duringARotationIdsUnderBothKeysAreGenuineAndTheFirstKeySigns() {
    String old = ids.mint(NOW);
    SessionIds rotated = ids(NEW, OLD);

    assertThat(rotated.check(old, NOW)).isEqualTo(GENUINE);
    assertThat(ids(NEW).check(rotated.mint(NOW), NOW)).isEqualTo(GENUINE);
    assertThat(ids(NEW).check(old, NOW)).isEqualTo(FOREIGN);
  }

  @Test
  void idsAndTheirFingerprintsDiffer() {
    Set<String> sids = new HashSet<>();
    Set<Long> fingerprints = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String sid = ids.mint(NOW);
      sids.add(sid);
      fingerprints.add(SessionIds.fingerprint(sid));
    }

    assertThat(sids).hasSize(10_000);
    assertThat(fingerprints).hasSize(10_000);
  }

  @Test
  void keysAreNeededAndTheirNumbersDiffer() {
    assertThatThrownBy(this::withoutKeys).hasMessage("at least one session key is needed");
    assertThatThrownBy(() -> ids(OLD, OLD)).hasMessage("two session keys have the number 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1:", "1:00", "256:00112233445566778899aabbccddeeff",
    "-1:00112233445566778899aabbccddeeff",
    "1:00112233445566778899aabbccddeefg", "1:00112233445566778899aabbccddeef"})
  void aKeyOfAnotherFormIsRefusedWithoutRepeatingTheSecret(String text) {
    assertThatThrownBy(() -> SessionKey.parse(text)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be " + SessionKey.FORM);
  }

  private void withoutKeys() {
    ids();
  }

  private static SessionIds ids(SessionKey... keys) {
    return new SessionIds(List.of(keys), new SecureRandom());
  }
}
