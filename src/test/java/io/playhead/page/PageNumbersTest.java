package io.playhead.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.playhead.page.Chromium.Look;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The numbers on the page are those of the simulated viewers' own books, and lead to the sessions behind them. */
@PageTest
class PageNumbersTest {
  /** Offline sessions are two days old. */
  private static final String SIMULATED = "?period=7d&filter=channel:example";

  private final Tab tab;
  private final Site site;
  private final Audience audience;

  PageNumbersTest(Site site, Chromium chromium) {
    this.site = site;
    this.audience = site.audience();
    this.tab = chromium.open(site.address(), Look.LIGHT);
  }

  @AfterEach
  void nothingIsBroken() {
    List<String> troubles = tab.troubles();
    tab.close();
    assertThat(troubles).isEmpty();
  }

  @Test
  void contentShowsTheBooksOfAllViewers() {
    tab.show("content" + SIMULATED);

    assertThat(tab.figure("mediaStarts")).isEqualByComparingTo(audience.session("isViewed"));
    assertThat(tab.figure("contentStarts")).isEqualByComparingTo(audience.session("isPlayed"));
    assertThat(tab.figure("contentCompletes")).isEqualByComparingTo(audience.session("isCompleted"));
    assertThat(tab.figure("timePlayed")).isEqualByComparingTo(audience.session("timePlayed"));
    assertThat(tab.figure("uniqueTimePlayed")).isEqualByComparingTo(audience.session("uniqueTimePlayed"));
    assertThat(tab.find(".figures data[data-metric=completionRate]"))
        .hasText(percent(audience.session("isCompleted"), audience.session("isPlayed")));
  }

  @Test
  void contentShowsTheBooksContentByContent() {
    tab.show("content" + SIMULATED);

    assertThat(tab.find("tbody tr")).hasCount(audience.contents().size());
    audience.contents().forEach((content, viewers) -> {
      Locator row = row(content);
      assertThat(value(row, "mediaStarts")).as(content).isEqualByComparingTo(BigDecimal.valueOf(viewers));
      assertThat(value(row, "timePlayed")).as(content)
          .isEqualByComparingTo(audience.of(content).session("timePlayed"));
    });
  }

  @Test
  void retentionAndProgressShowTheMarksThatWereWatched() {
    tab.show("content" + SIMULATED);

    for (int mark : new int[]{10, 25, 50, 75, 95}) {
      BigDecimal watched = audience.session("hasProgress" + mark);
      assertThat(Tab.value(tab.panel("Progress").locator("li:has-text('Progress " + mark + " %') data")))
          .as("progress %d %%", mark).isEqualByComparingTo(watched);
      assertThat(tab.panel("Audience retention").locator("a[title^='" + mark + " %']"))
          .hasAttribute("title", Pattern.compile(".*: " + watched.toPlainString() + " sessions,.*"));
    }
  }

  @Test
  void adsShowTheBooks() {
    tab.show("ads" + SIMULATED);

    assertThat(tab.figure("adStarts")).isEqualByComparingTo(audience.sum("adClose"));
    assertThat(tab.figure("adCompletes"))
        .isEqualByComparingTo(audience.sum("adClose.advertisingDetails.isCompleted"));
    assertThat(tab.figure("adTime")).isEqualByComparingTo(audience.sum("adClose.advertisingDetails.timePlayed"));
  }

  @Test
  void qualityShowsTheBooks() {
    tab.show("quality" + SIMULATED);

    for (String field : List.of("bufferCount", "bufferTime", "stallCount", "stallTime")) {
      assertThat(tab.figure(field)).as(field).isEqualByComparingTo(audience.quality(field));
    }
    assertThat(tab.find(".figures data[data-metric=errorRate]"))
        .hasText(percent(audience.quality("hasErrorImpactedStreams"), audience.session("isViewed")));
    Locator error = tab.panel("Errors").locator("tr:has-text('3016'):has-text('player')");
    assertThat(Tab.value(error.locator("data")))
        .isEqualByComparingTo(audience.quality("playerSdkErrors.3016"));
  }

  @Test
  void theTimesToStartAreThoseOfTheSessionsThatHaveOne() {
    tab.show("quality" + SIMULATED);

    long sessions = tab.panel("Time to start").locator(".columns a").all().stream()
        .mapToLong(bar -> Long.parseLong(bar.getAttribute("title").replaceFirst(".*: (\\d+) sessions", "$1"))).sum();
    assertThat(sessions).isEqualTo(audience.withQuality("timeToStart"));
  }

  @Test
  void aNumberLeadsToTheSessionsBehindIt() {
    String content = audience.contents().keySet().iterator().next();
    long completed = audience.of(content).session("isCompleted").longValueExact();
    tab.show("content" + SIMULATED);

    row(content).locator("a:has(data[data-metric=contentCompletes])").click();
    tab.settle();

    assertThat(tab.find("h1")).hasText("Sessions");
    assertThat(tab.panel("Sessions").getByRole(AriaRole.STATUS))
        .hasText(completed + " sessions.");
    assertThat(tab.find("tbody tr")).hasCount((int) completed);
  }

  @Test
  void adCompletesLeadToTheSessionsThatSawAnAdToItsEnd() {
    String content = audience.contents().keySet().iterator().next();
    tab.show("ads" + SIMULATED + "&filter=name:" + content);

    tab.find(".figures a:has(data[data-metric=adCompletes])").click();
    tab.settle();

    assertThat(tab.panel("Sessions").getByRole(AriaRole.STATUS))
        .hasText(audience.of(content).with("adClose.advertisingDetails.isCompleted") + " sessions.");
  }

  @Test
  void anErrorLeadsToTheSessionsThatHadItFromThatSource() {
    String content = audience.contents().keySet().iterator().next();
    tab.show("quality" + SIMULATED + "&filter=name:" + content);
    Locator error = tab.panel("Errors").locator("tr:has-text('player')").first();
    String sessions = error.locator("data").getAttribute("value");

    error.locator("td a").click();
    tab.settle();

    assertThat(tab.panel("Sessions").getByRole(AriaRole.STATUS)).hasText(sessions + " sessions.");
  }

  @Test
  void aTableCanBeHadAsAFileOfTheSameFigures() throws Exception {
    tab.show("content" + SIMULATED);

    Download file = tab.page().waitForDownload(() -> tab.panel("Contents").locator("a.file").click());

    List<String> lines = Files.readAllLines(file.path());
    assertThat(lines).hasSize(1 + audience.contents().size());
    assertThat(lines.getFirst()).startsWith("name,timePlayed,mediaStarts");
    assertThat(lines.stream().skip(1).map(line -> line.split(",", -1)).collect(
        Collectors.toMap(line -> line[0], line -> Long.valueOf(line[2])))).isEqualTo(audience.contents());
  }

  @Test
  void liveCountsThoseWhoWatchNow() {
    String channel = "stadium";
    tab.show("live?filter=channel:" + channel);
    assertThat(live("total")).hasText("0");

    site.countsLive(channel, "final", 99, 0, new Site.Doing(10, 700, 50, 40, 200));

    assertThat(live("total")).hasText("1,000");
    assertThat(live("playing")).hasText("700");
    assertThat(live("ad")).hasText("200");
    assertThat(live("paused")).hasText("50");
    assertThat(live("buffering")).hasText("40");
    assertThat(live("starting")).hasText("10");
    assertThat(live("share")).hasText("4.0 %");
    assertThat(tab.panel("Top contents").locator("tbody tr")).hasCount(1);
    assertThat(tab.panel("Top contents").locator("tbody tr data")).hasText("1,000");
  }

  @Test
  void liveCountsTheStartsOfTheLastHour() {
    tab.show("live?filter=channel:example");

    assertThat(live("starts")).hasText(String.valueOf(audience.count(member -> !member.offline())));
  }

  @Test
  void whatWasRefusedIsGroupedByWhatIsWrong() throws Exception {
    HandPlayer player = site.player("refused");
    long before = site.refused();
    for (int i = 0; i < 3; i++) {
      assertThat(player.post("{\"eventType\": \"pauseStart\", \"playerTime\": {\"playhead\": \"12\", \"ts\": 1}}"))
          .isEqualTo(400);
    }
    Awaitility.await().until(() -> site.refused() == before + 3);
    tab.show("rejected");

    Locator group = tab.find(".refusals > li:has-text('/playerTime/playhead')");
    assertThat(group.locator("h3 data")).hasText("3");
    assertThat(group.locator("h3")).containsText("pauseStart");
    group.getByText("The last body").click();
    assertThat(group.locator("pre").first()).containsText("\"playhead\": \"12\"");
  }

  @Test
  void everyMetricIsExplained() {
    tab.show("numbers");

    assertThat(tab.find("tbody tr:has-text('rebufferingRatio')")).containsText("Rebuffering ratio");
  }

  private Locator row(String content) {
    return tab.find("tbody tr").filter(new Locator.FilterOptions().setHas(tab.page().locator("th a").getByText(content,
        new Locator.GetByTextOptions().setExact(true))));
  }

  private Locator live(String name) {
    return tab.find("data[data-live=" + name + "]");
  }

  private static BigDecimal value(Locator row, String metric) {
    return Tab.value(row.locator("data[data-metric=" + metric + "]"));
  }

  private static String percent(BigDecimal part, BigDecimal whole) {
    return String.format(Locale.ROOT, "%s %%",
        part.multiply(BigDecimal.valueOf(100)).divide(whole, 1, RoundingMode.HALF_UP));
  }
}
