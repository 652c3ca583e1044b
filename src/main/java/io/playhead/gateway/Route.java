package io.playhead.gateway;

/** What a request is for, as a label of metrics and a name of spans: few values, whatever is asked for. */
enum Route {
  SESSIONS("sessions", "/api/v1/sessions"),
  EVENTS("events", "/api/v1/sessions/{sid}/events"),
  DOWNLOADED("downloaded", "/api/v1/downloaded"),
  SCHEMAS("schemas", "/api/v1/schemas"),
  OTHER("other", "/");

  private final String label;
  private final String template;

  Route(String label, String template) {
    this.label = label;
    this.template = template;
  }

  String label() {
    return label;
  }

  /** Its path, with a name in place of the session id. */
  String template() {
    return template;
  }
}
