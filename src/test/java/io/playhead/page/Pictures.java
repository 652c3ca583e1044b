package io.playhead.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.playhead.kafka.TestKafka;
import io.playhead.page.Chromium.Look;
import java.nio.file.Path;

/**
 * Makes the README's pictures: of the live view over the premiere of a film, and of a session under the inspector. The sessions
 * come from simulated viewers; the counts of the premiere's minutes are made up, because an hour is long to wait.
 */
final class Pictures {
  private static final int MINUTES = 60;
  private static final String CHANNEL = "example";

  private Pictures() {}

  /** Makes them in the directory that is named. */
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    try (TestKafka kafka = TestKafka.start(); Site site = Site.start(kafka); Chromium chromium = Chromium.start()) {
      premiere(site);
      try (Tab tab = chromium.open(site.address(), Look.LIGHT)) {
        tab.show("live?filter=channel:" + CHANNEL);
        assertThat(tab.find("data[data-live=total]")).not().hasText("0",
            new LocatorAssertions.HasTextOptions().setTimeout(30_000));
        take(tab.settle(), directory.resolve("live.png"));
      }
      try (Tab tab = chromium.open(site.address(), Look.DARK)) {
        take(tab.show("session/" + site.viewedToEnd()), directory.resolve("session.png"));
      }
    }
  }

  private static void take(Tab tab, Path file) {
    tab.page().setViewportSize(1120, 800);
    tab.page().screenshot(new Page.ScreenshotOptions().setPath(file));
  }

  /** An audience that grows as the film begins, sees ads together, and buffers once. */
  private static void premiere(Site site) {
    String[] films = {"the-last-tide", "making-of", "red-carpet"};
    for (int minute = 0; minute <= MINUTES; minute++) {
      double grown = 1 / (1 + Math.exp((20 - minute) / 5.0));
      for (int film = 0; film < films.length; film++) {
        int viewers = (int) Math.round((180 + 4_200 * grown) / Math.pow(4, film));
        int ad = minute % 20 > 8 && minute % 20 < 13 ? viewers / 3 : viewers / 40;
        int buffering = minute > 44 && minute < 49 ? viewers / 9 : viewers / 70;
        site.countsLive(CHANNEL, films[film], 90 + film, MINUTES - minute, new Site.Doing(viewers / 90,
            viewers - ad - buffering - viewers / 20, viewers / 20, buffering, ad));
      }
    }
  }
}
