package io.playhead.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The system's Chromium, without a window. One thread at a time may use it. */
record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {
  private static final double PATIENCE_MILLIS = 30_000;
  private static final Path EXECUTABLE = Path.of("/usr/bin/chromium");
  /** As root it has no sandbox, and it need not call its maker. */
  private static final List<String> FLAGS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync");

  /** How large a window is, and what theme the system prefers. */
  enum Look {
    LIGHT(1280, 900, ColorScheme.LIGHT),
    DARK(1280, 900, ColorScheme.DARK),
    PHONE(360, 740, ColorScheme.LIGHT);

    private final int width;
    private final int height;
    private final ColorScheme scheme;

    Look(int width, int height, ColorScheme scheme) {
      this.width = width;
      this.height = height;
      this.scheme = scheme;
    }
  }

  static boolean isInstalled() {
    return Files.isExecutable(EXECUTABLE);
  }

  /** Starts it. What a page is to show may take longer than Playwright's 5 s where other tests have the cores. */
  static Chromium start() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    Playwright playwright =
        Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser = playwright.chromium()
        .launch(new BrowserType.LaunchOptions().setExecutablePath(EXECUTABLE).setArgs(FLAGS));
    return new Chromium(playwright, browser);
  }

  /** A fresh tab whose reader is in Berlin. */
  Tab open(String address, Look look) {
    return new Tab(browser.newContext(new Browser.NewContextOptions().setViewportSize(look.width, look.height)
        .setColorScheme(look.scheme).setTimezoneId("Europe/Berlin").setAcceptDownloads(true)), address);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
