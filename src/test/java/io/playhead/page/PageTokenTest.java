package io.playhead.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.playhead.config.ConfigLoader;
import io.playhead.page.Chromium.Look;
import io.playhead.reports.ReportsVerticle;
import io.playhead.reports.query.SampleStore;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a port that wants a token, over {@link SampleStore}. */
@PageTest
class PageTokenTest {
  private static final String TOKEN = "let me in";
  private static final String LINK = "content?from=2026-11-22T00:00&to=2026-11-23T00:00&zone=UTC&filter=channel:web";

  private final Chromium chromium;
  private final Vertx vertx = Vertx.vertx();
  @TempDir
  private Path directory;
  private SampleStore store;
  private String address;

  PageTokenTest(Chromium chromium) {
    this.chromium = chromium;
  }

  @BeforeEach
  void start() throws Exception {
    store = new SampleStore(directory);
    String hash = HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8)));
    ReportsVerticle verticle = new ReportsVerticle(ConfigLoader.defaults("reports.host=127.0.0.1", "reports.port=0",
        "reports.memory=100MiB", "reports.tokenHashes=" + hash), store.reports(), () -> SampleStore.NOW,
        new SimpleMeterRegistry());
    vertx.deployVerticle(verticle).await();
    address = "http://127.0.0.1:" + verticle.port() + "/";
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await();
    store.close();
  }

  private Tab open() {
    return chromium.open(address, Look.LIGHT);
  }

  private static void enter(Tab tab, String token) {
    tab.find("#token").fill(token);
    tab.page().keyboard().press("Enter");
  }

  /** With the link open and the token entered. */
  private Tab unlocked() {
    Tab tab = open().show(LINK);
    enter(tab, TOKEN);
    assertThat(tab.find("h1")).hasText("Content");
    return tab.settle();
  }

  @Test
  void withoutATokenThePageAsksForIt() {
    try (Tab tab = open().show(LINK)) {
      assertThat(tab.find("h1")).hasText("Locked");
      assertThat(tab.find("#token")).isFocused();
      assertThat(tab.find("[role=alert]")).isEmpty();
    }
  }

  @Test
  void aWrongTokenIsTold() {
    try (Tab tab = open().show(LINK)) {
      enter(tab, "open sesame");

      assertThat(tab.find("[role=alert]")).hasText("That token is not known here.");
      assertThat(tab.find("h1")).hasText("Locked");
    }
  }

  @Test
  void theRightOneAfterAWrongOneShowsWhatTheLinkSays() {
    try (Tab tab = open().show(LINK)) {
      enter(tab, "open sesame");
      assertThat(tab.find("[role=alert]")).containsText("not known");
      enter(tab, TOKEN);

      assertThat(tab.find("h1")).hasText("Content");
      assertThat(tab.settle().figure("mediaStarts")).isEqualByComparingTo("2");
      assertThat(tab.find(".chip")).hasText("Channel: web×");
    }
  }

  @Test
  void linksOfThePageNeedItNoMore() {
    try (Tab tab = unlocked()) {
      tab.find("#tab-quality").click();
      assertThat(tab.find("h1")).hasText("Quality");
      tab.settle().panel("Errors").locator("td a").first().click();
      assertThat(tab.settle().find("h1")).hasText("Sessions");
      assertThat(tab.find("tbody tr")).hasCount(1);
      tab.page().reload();
      assertThat(tab.settle().find("h1")).hasText("Sessions");
    }
  }

  @Test
  void filesComeWithIt() throws Exception {
    try (Tab tab = unlocked()) {
      Download file = tab.page().waitForDownload(() -> tab.panel("Contents").locator("a.file").click());

      assertThat(file.suggestedFilename()).isEqualTo("breakdown.csv");
      assertThat(Files.readAllLines(file.path()).get(1)).startsWith("film-1,150.0,2,2,1,0.5,");
    }
  }

  @Test
  void itIsOfOneTabAndStandsInNoAddress() {
    try (Tab tab = unlocked(); Tab other = open().show(LINK)) {
      assertThat(tab.page().url()).doesNotContain("let");
      assertThat(other.find("h1")).hasText("Locked");
    }
  }
}
