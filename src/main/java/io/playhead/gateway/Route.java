package io.playhead.gateway;

/** What a request is for, as a label of metrics: few values, whatever is asked for. */
enum Route {
  SESSIONS("sessions"),
  EVENTS("events"),
  DOWNLOADED("downloaded"),
  SCHEMAS("schemas"),
  OTHER("other");

  private final String label;

  Route(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
