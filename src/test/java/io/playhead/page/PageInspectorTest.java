package io.playhead.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.playhead.page.Chromium.Look;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a player developer sees of one session: what became of its events, and its calls as they come. */
@PageTest
class PageInspectorTest {
  private final Tab tab;
  private final Site site;

  PageInspectorTest(Site site, Chromium chromium) {
    this.site = site;
    this.tab = chromium.open(site.address(), Look.LIGHT);
  }

  @AfterEach
  void nothingIsBroken() {
    List<String> troubles = tab.troubles();
    tab.close();
    assertThat(troubles).isEmpty();
  }

  @Test
  void theInspectorShowsWhatTheDocumentedTimelineComesTo() {
    tab.show("session/" + site.viewedToEnd());

    assertThat(tab.find("data[data-field=timePlayed]")).hasText("45.0 s");
    assertThat(tab.find("data[data-field=totalTimePlayed]")).hasText("1 min 15 s");
    assertThat(lane("Pause")).hasAttribute("aria-label", "once, 10.0 s in all");
    assertThat(lane("Buffer")).hasAttribute("aria-label", "once, 3.00 s in all");
    assertThat(lane("Ad")).hasAttribute("aria-label", "3 times, 30.0 s in all");
    assertThat(tab.find("tbody tr:has(.badge)")).hasCount(18);
    assertThat(tab.find("tbody .badge.applied")).hasCount(18);
    assertThat(tab.find("details:has-text('sessionClose')")).hasCount(1);
  }

  @Test
  void theInspectorShowsASessionThatIsStillOpen() throws Exception {
    HandPlayer player = site.player("open");
    player.plays("""
        0 0 play
        9 9 ping
        """);
    site.knows(player.sid());
    tab.show("session/" + player.sid());

    assertThat(tab.find(".badge.open")).hasText("open");
    assertThat(tab.find("tbody tr:has(.badge)")).hasCount(3);
  }

  @Test
  void whatAReaderHasOpenedStaysOpenWhileTheSessionIsFollowed() throws Exception {
    HandPlayer player = site.player("followed");
    player.plays("0 0 play");
    site.knows(player.sid());
    tab.show("session/" + player.sid());
    tab.find("#follow").check();
    tab.find("summary:has-text('All its fields')").click();
    tab.find("tbody tr:has-text('play') summary").first().click();

    player.plays("9 9 ping");

    assertThat(tab.find("tbody tr:has(.badge)")).hasCount(3,
        new LocatorAssertions.HasCountOptions().setTimeout(30_000));
    assertThat(tab.find("details:has-text('All its fields')")).hasAttribute("open", "");
    assertThat(tab.find("tbody details[open]")).hasCount(1);
  }

  @Test
  void watchingShowsAPlayersCallsAsTheyCome() throws Exception {
    HandPlayer player = site.player("watched");
    tab.show("watch?sid=" + player.sid());
    Locator status = tab.find("section [role=status]");
    assertThat(status).containsText("Watching.");

    player.plays("0 0 play");
    assertThat(player.post("{\"eventType\": \"ping\"}")).isEqualTo(400);

    assertThat(tab.find(".calls li:has-text('Taken')")).containsText("play");
    assertThat(tab.find(".calls li.refused")).containsText("ping");
    assertThat(tab.find("section .note")).hasText("Watching. 1 taken, 1 refused.");
  }

  private Locator lane(String name) {
    return tab.find(".lanes li")
        .filter(new Locator.FilterOptions().setHas(tab.page().locator(".lane-name").getByText(name,
            new Locator.GetByTextOptions().setExact(true))))
        .locator(".lane");
  }
}
