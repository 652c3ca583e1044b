package io.playhead.reports.query;

import io.playhead.reports.query.Sheet.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers of queries as rows and columns, with all rows that an answer may have unless the question says how many. */
final class Sheets {
  private final MetricQueries metrics;
  private final AudienceQueries audience;
  private final RejectedQueries rejected;
  private final int maxRows;

  Sheets(Rows rows, int maxRows) {
    this.metrics = new MetricQueries(rows, maxRows);
    this.audience = new AudienceQueries(rows, maxRows);
    this.rejected = new RejectedQueries(rows, maxRows);
    this.maxRows = maxRows;
  }

  Sheet summary(Question question) throws BadQueryException {
    return new Sheet(columns(List.of(), question.metrics()),
        List.of(row(List.of(), metrics.summary(question).metrics().values())));
  }

  Sheet timeSeries(Question question) throws BadQueryException {
    return new Sheet(columns(List.of(new Column("time", Sheet.Type.MOMENT)), question.metrics()),
        metrics.timeSeries(question).points().stream()
            .map(point -> row(List.of(point.time()), point.metrics().values()))
            .toList());
  }

  Sheet breakdown(Question question) throws BadQueryException {
    var answer = metrics.breakdown(all(question.allow("by", "order", "limit", "metrics")));
    List<Column> by = new LinkedHashSet<>(answer.by()).stream().map(name -> new Column(name, Sheet.Type.TEXT)).toList();
    return new Sheet(columns(by, question.metrics()),
        answer.rows().stream().map(group -> row(group.key().values(), group.metrics().values())).toList());
  }

  Sheet retention(Question question) throws BadQueryException {
    return new Sheet(
        List.of(new Column("percent", Sheet.Type.WHOLE), new Column("sessions", Sheet.Type.WHOLE),
            new Column("share", Sheet.Type.REAL)),
        audience.retention(question).points().stream()
            .map(mark -> values(mark.percent(), mark.sessions(), mark.share()))
            .toList());
  }

  Sheet distribution(Question question) throws BadQueryException {
    return new Sheet(
        List.of(new Column("from", Sheet.Type.REAL), new Column("to", Sheet.Type.REAL),
            new Column("sessions", Sheet.Type.WHOLE)),
        audience.distribution(question).buckets().stream()
            .map(range -> values(range.from(), range.to(), range.sessions())).toList());
  }

  Sheet errors(Question question) throws BadQueryException {
    return new Sheet(
        List.of(new Column("id", Sheet.Type.TEXT), new Column("source", Sheet.Type.TEXT),
            new Column("sessions", Sheet.Type.WHOLE)),
        audience.errors(all(question)).errors().stream()
            .map(error -> values(error.id(), error.source(), error.sessions())).toList());
  }

  Sheet rejected(Question question) throws BadQueryException {
    List<Column> columns = new ArrayList<>();
    for (String name : List.of("reason", "eventType", "pointer", "rule", "wanted", "message", "sid", "body")) {
      columns.add(new Column(name, Sheet.Type.TEXT));
    }
    columns.add(new Column("count", Sheet.Type.WHOLE));
    columns.add(new Column("last", Sheet.Type.MOMENT));
    return new Sheet(columns, rejected.rejected(all(question)).groups().stream().map(group -> values(group.reason(),
        group.eventType(), group.pointer(), group.rule(), group.wanted(), group.message(), group.example().sid(),
        group.example().body(), group.count(), group.last())).toList());
  }

  private Question all(Question question) {
    return question.orElse("limit", String.valueOf(maxRows));
  }

  private static List<Column> columns(List<Column> first, List<Metric> metrics) {
    List<Column> columns = new ArrayList<>(first);
    metrics.forEach(metric -> columns.add(Column.of(metric)));
    return columns;
  }

  private static List<@Nullable Object> row(Collection<? extends @Nullable Object> key,
      Collection<? extends @Nullable Object> values) {
    List<@Nullable Object> row = new ArrayList<>(key);
    row.addAll(values);
    return row;
  }

  private static List<@Nullable Object> values(@Nullable Object... values) {
    return Arrays.asList(values);
  }
}
