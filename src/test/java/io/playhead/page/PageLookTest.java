package io.playhead.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.playhead.page.Chromium.Look;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every view in both themes and on a phone: nothing sticks out, nothing breaks, everybody can use it. */
@PageTest
class PageLookTest {
  private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
  /** Elements that reach beyond the window, but for what scrolls inside it. */
  private static final String STICKING_OUT = """
      () => [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .filter(e => !e.closest('.scroll, nav ul')).map(e => `${location.hash} ${e.tagName} ${e.className}`)""";
  /** A tab that is scrolled out of sight is no link that skips something: what it names is a view, and no part of the page. */
  private static final String VIOLATIONS = """
      async () => (await axe.run()).violations
        .flatMap(v => v.nodes.map(node => `${v.id}: ${node.target.join(' ')}`))
        .filter(found => !found.startsWith('skip-link: #tab-')).map(found => `${location.hash} ${found}`)""";

  private final Site site;
  private final Chromium chromium;

  PageLookTest(Site site, Chromium chromium) {
    this.site = site;
    this.chromium = chromium;
  }

  private List<String> views() {
    String filters = "?period=7d&filter=channel:example&filter=contentType:vod";
    return List.of("live?filter=channel:example", "content" + filters, "ads" + filters, "quality" + filters,
        "sessions" + filters, "session/" + site.viewedToEnd(), "rejected",
        "content?from=2026-01-01T00:00&to=2026-01-02T00:00", "watch", "numbers");
  }

  @ParameterizedTest
  @EnumSource
  void noViewSticksOutBreaksOrLocksAnybodyOut(Look look) throws Exception {
    try (Tab tab = chromium.open(site.address(), look)) {
      for (String view : views()) {
        tab.show(view);
        assertThat((List<?>) tab.page().evaluate(STICKING_OUT)).isEmpty();
        assertThat(tab.page().evaluate("() => document.documentElement.scrollWidth - innerWidth")).as(view)
            .isEqualTo(0);
        tab.page().evaluate(axe());
        assertThat((List<?>) tab.page().evaluate(VIOLATIONS)).isEmpty();
      }
      assertThat(tab.troubles()).isEmpty();
    }
  }

  @Test
  void theCheckFindsAControlWithoutAName() throws Exception {
    try (Tab tab = chromium.open(site.address(), Look.LIGHT)) {
      tab.show("numbers");
      tab.page().evaluate("() => document.querySelector('main').append(document.createElement('button'))");
      tab.page().evaluate(axe());
      assertThat((List<?>) tab.page().evaluate(VIOLATIONS)).asString().contains("button-name");
    }
  }

  @Test
  void theReadersChoiceOfThemeOutlivesTheWindow() {
    try (Tab tab = chromium.open(site.address(), Look.LIGHT)) {
      tab.show("numbers").find("#theme").selectOption("dark");
      Object dark = background(tab);
      tab.page().reload();
      assertThat(background(tab.settle())).isEqualTo(dark);
      tab.find("#theme").selectOption("");
      tab.page().emulateMedia(
          new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      assertThat(background(tab)).isEqualTo(dark);
      tab.find("#theme").selectOption("light");
      assertThat(background(tab)).isNotEqualTo(dark);
    }
  }

  @Test
  void aFilterCanBeSetAndTakenAwayWithTheKeyboardAlone() {
    try (Tab tab = chromium.open(site.address(), Look.LIGHT)) {
      tab.show("content?period=7d");
      reach(tab, "Tab", "filter-name");
      tab.page().keyboard().type("contentType");
      reach(tab, "Tab", "filter-value");
      tab.page().keyboard().type("live");
      tab.page().keyboard().press("Enter");
      assertThat(tab.find(".chip")).hasText("Content type: live×");
      assertThat(tab.settle().figure("mediaStarts")).isEqualByComparingTo(
          site.audience().of("match-9").session("isViewed").add(site.audience().of("channel-1").session("isViewed")));

      reach(tab, "Shift+Tab", "chip-0");
      tab.page().keyboard().press("Enter");
      assertThat(tab.find(".chip")).hasCount(0);
    }
  }

  @Test
  void viewsCanBeReachedWithTheKeyboardAndTellWhereTheReaderIs() {
    try (Tab tab = chromium.open(site.address(), Look.LIGHT)) {
      tab.show("live");
      reach(tab, "Tab", "tab-quality");
      tab.page().keyboard().press("Enter");
      assertThat(tab.find("h1")).hasText("Quality");
      assertThat(tab.find("h1")).isFocused();
      assertThat(tab.find("nav [aria-current=page]")).hasText("Quality");
      assertThat(tab.page()).hasTitle("Quality · Playhead");
    }
  }

  @Test
  void aPartThatCannotBeToldSaysWhy() {
    try (Tab tab = chromium.open(site.address(), Look.LIGHT)) {
      tab.show("live?filter=genre:News");
      Locator message = tab.find("[role=alert]");
      assertThat(message).containsText("live counts do not know genre");
    }
  }

  @Test
  void anOwnPeriodStandsInTheAddress() {
    try (Tab tab = chromium.open(site.address(), Look.LIGHT)) {
      tab.show("content").find("#period").selectOption("own");
      tab.find("#from").fill("2026-01-01T00:00");
      tab.find("#to").fill("2026-01-02T12:30");
      tab.find("#period-apply").click();
      assertThat(tab.settle().figure("mediaStarts")).isZero();
      assertThat(tab.page().url()).contains("from=2026-01-01T00%3A00").contains("to=2026-01-02T12%3A30");
    }
  }

  /** Presses the tabulator, or it with shift, until an element has the focus. */
  private static void reach(Tab tab, String key, String id) {
    for (int i = 0; i < 20 && !tab.page().evaluate("() => document.activeElement.id").equals(id); i++) {
      tab.page().keyboard().press(key);
    }
    assertThat(tab.find("#" + id)).isFocused();
  }

  private static Object background(Tab tab) {
    return tab.page().evaluate("() => getComputedStyle(document.body).backgroundColor");
  }

  private static String axe() throws IOException {
    try (InputStream script = Objects.requireNonNull(PageLookTest.class.getResourceAsStream(AXE))) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
