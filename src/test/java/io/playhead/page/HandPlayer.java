package io.playhead.page;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A player whose every call the test makes. Seconds are player time and playhead. */
final class HandPlayer {
  private final HttpClient client = HttpClient.newHttpClient();
  private final String host;
  private final long begin;
  private final String location;

  /** Opens a session of a content 60.333 seconds long. */
  HandPlayer(String host, String content, long begin) throws IOException, InterruptedException {
    this.host = host;
    this.begin = begin;
    HttpResponse<String> answer = send("/api/v1/sessions", body(0, 0, "sessionStart", """
        {"media.id": "%s", "media.name": "By hand", "media.length": 60.333, "media.contentType": "vod",
         "media.playerName": "hand", "media.channel": "by-hand", "analytics.trackingServer": "t.example",
         "analytics.reportSuite": "demo", "visitor.marketingCloudOrgId": "demo@AdobeOrg"}""".formatted(content)));
    this.location = answer.headers().firstValue("location").orElseThrow();
  }

  String sid() {
    return location.substring(location.lastIndexOf('/') + 1);
  }

  /** Posts events, a line each: second, playhead, type, and its params where it has some. */
  void plays(String timeline) throws IOException, InterruptedException {
    for (String line : timeline.strip().lines().toList()) {
      String[] words = line.strip().split(" +", 4);
      int status = post(body(Double.parseDouble(words[0]), Double.parseDouble(words[1]), words[2],
          words.length == 4 ? words[3] : "{}"));
      if (status != 204) {
        throw new IllegalStateException(line + " was answered " + status);
      }
    }
  }

  /** Posts a body as it is and gives the answer's status. */
  int post(String body) throws IOException, InterruptedException {
    return send(location + "/events", body).statusCode();
  }

  private HttpResponse<String> send(String path, String body) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create(host + path)).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private String body(double second, double playhead, String type, String params) {
    return "{\"eventType\": \"%s\", \"playerTime\": {\"playhead\": %s, \"ts\": %d}, \"params\": %s}".formatted(type,
        playhead, begin + Math.round(second * 1_000), params);
  }
}
