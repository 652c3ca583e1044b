package io.playhead.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateBufferTest {
  private final StateBuffer state = new StateBuffer();

  @Property
  void whatIsWrittenComesBack(@ForAll long number, @ForAll String text) {
    StateBuffer written = new StateBuffer();
    written.writeText(text);
    written.writeLong(number);

    assertThat(written.readText()).isEqualTo(text);
    assertThat(written.readLong()).isEqualTo(number);
    assertThat(written.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 1_699_523_700_000L, Long.MIN_VALUE, Long.MAX_VALUE, 0x7ff8_0000_0000_0000L,
    0xfff0_0000_0000_0000L, 0xbff0_0000_0000_0000L})
  void aNumberIsNoText(long number) {
    state.writeText("a");
    state.writeLong(number);
    state.readText();

    assertThatThrownBy(state::readText).isInstanceOf(IllegalStateException.class)
        .hasMessage("a number was read as a text");
  }

  @Test
  void moreThanWasWrittenDoesNotComeOut() {
    assertThatThrownBy(state::readLong).isInstanceOf(NoSuchElementException.class);
  }
}
