package io.playhead.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A browser's tab with the page in it, and what went wrong in it so far. */
final class Tab implements AutoCloseable {
  private static final String ABORTED = "net::ERR_ABORTED";

  private final BrowserContext context;
  private final String address;
  private final Page page;
  private final List<String> troubles = new ArrayList<>();

  Tab(BrowserContext context, String address) {
    this.context = context;
    this.address = address;
    this.page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        troubles.add("console: " + message.text());
      }
    });
    page.onPageError(error -> troubles.add("error: " + error));
    page.onRequest(this::stays);
    page.onRequestFailed(request -> {
      if (!ABORTED.equals(request.failure())) {
        troubles.add("failed: " + request.url() + " " + request.failure());
      }
    });
    page.onResponse(response -> {
      if (response.status() >= 400) {
        troubles.add(response.status() + ": " + response.url());
      }
    });
  }

  private void stays(Request request) {
    if (!URI.create(request.url()).getAuthority().equals(URI.create(address).getAuthority())) {
      troubles.add("leaves the host: " + request.url());
    }
  }

  /** Shows a view, as {@code content?period=7d}, and waits until nothing of it is on its way any more. */
  Tab show(String fragment) {
    page.navigate(address + "#" + fragment);
    return settle();
  }

  /** Waits until the view is there and no part of it is on its way. */
  Tab settle() {
    assertThat(page.locator("main h1")).hasCount(1);
    assertThat(page.locator("[aria-busy]")).hasCount(0);
    return this;
  }

  Page page() {
    return page;
  }

  Locator find(String selector) {
    return page.locator(selector);
  }

  /** A part of the view, by its heading. */
  Locator panel(String heading) {
    return page.locator("section.panel").filter(new Locator.FilterOptions()
        .setHas(page.locator("h2").getByText(heading, new Locator.GetByTextOptions().setExact(true))));
  }

  /** The value of a figure of the period. */
  BigDecimal figure(String metric) {
    return value(find(".figures data[data-metric='" + metric + "']"));
  }

  /** The value that an element holds with all its digits. */
  static BigDecimal value(Locator data) {
    return new BigDecimal(data.getAttribute("value"));
  }

  /** What a reader or an administrator would call broken; empty if nothing is. */
  List<String> troubles() {
    return troubles;
  }

  @Override
  public void close() {
    context.close();
  }
}
