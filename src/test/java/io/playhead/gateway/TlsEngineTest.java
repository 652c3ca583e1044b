package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.OpenSSLEngineOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class TlsEngineTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void onLinuxItIsBoringSsl() {
    assertThat(TlsEngine.best()).isInstanceOf(OpenSSLEngineOptions.class);
  }
}
