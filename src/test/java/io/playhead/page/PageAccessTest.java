package io.playhead.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.playhead.page.Chromium.Look;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the page says to those who do not see it, by the browser's accessibility tree. No screen reader is run. */
@PageTest
class PageAccessTest {
  private static final String WEEK = "?period=7d&filter=channel:example";

  /** A line of the tree, as {@code - table "Contents by Name":}, that has a role and no name. */
  private static final Pattern NAMELESS =
      Pattern.compile(
          "(?m)^\\s*- (img|table|region|combobox|textbox|searchbox|button|link|navigation|search)( \\[[^\\]]*\\])*(:.*)?$");

  private final Site site;
  private final Chromium chromium;

  PageAccessTest(Site site, Chromium chromium) {
    this.site = site;
    this.chromium = chromium;
  }

  static Stream<String> views() {
    return Stream.of("live", "content" + WEEK, "ads" + WEEK, "quality" + WEEK, "sessions" + WEEK, "session", "rejected",
        "watch", "numbers");
  }

  private Tab open(String view) {
    return chromium.open(site.address(), Look.LIGHT)
        .show(view.equals("session") ? "session/" + site.viewedToEnd() : view);
  }

  @ParameterizedTest
  @MethodSource("views")
  void everyPartThatNeedsANameHasOne(String view) {
    try (Tab tab = open(view)) {
      assertThat(NAMELESS.matcher(tab.find("body").ariaSnapshot()).results().map(found -> found.group().strip()))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("views")
  void everyTableHasHeadingsOfItsColumnsAndRows(String view) {
    try (Tab tab = open(view)) {
      for (Locator table : tab.find("table").all()) {
        assertThat(table.locator("thead th:not([scope=col])")).hasCount(0);
        assertThat(table.locator("tbody tr:not(:has(th[scope=row]))")).hasCount(0);
      }
    }
  }

  @Test
  void aChartSaysItsLastFiguresAndHoldsAllAsATable() {
    try (Tab tab = open("content" + WEEK)) {
      Locator starts = tab.panel("Starts");
      starts.getByText("Data as a table").click();

      Locator last = starts.locator("tbody tr").last();
      assertThat(starts.locator("thead th")).hasText(new String[]{"Time", "Media starts", "Content completes"});
      assertThat(starts.locator("[role=img]")).hasAttribute("aria-label",
          "Starts. Last: Media starts %s, Content completes %s. The data follows as a table."
              .formatted(last.locator("td").first().textContent(), last.locator("td").last().textContent()));
    }
  }

  @Test
  void aRowsLineSaysHowItWent() {
    try (Tab tab = open("content" + WEEK)) {
      assertThat(tab.find("tbody tr .spark").first()).hasAttribute("aria-label",
          Pattern.compile("Content time of \\S+ over the period: highest [\\d,.]+ .+, last .+"));
    }
  }

  @Test
  void theOrderOfATableIsSaid() {
    try (Tab tab = open("sessions" + WEEK + "&order=bufferTime:asc")) {
      assertThat(tab.find("th[aria-sort]")).hasCount(1);
      assertThat(tab.find("th[aria-sort=ascending]")).containsText("Buffer time");
    }
  }

  @Test
  void figuresThatMoveAreNotReadOutEachTime() {
    try (Tab tab = open("live")) {
      List<String> told = tab.find("[aria-live], [role=status], [role=alert], [role=log], output").allTextContents();

      assertThat(told).isEmpty();
    }
  }
}
