-- Of two minutes of a partition that ended in one minute by the clock the last is counted (docs/metrics.md), and only that is kept.
DELETE FROM live WHERE (logPartition, minute, logMinute)
  NOT IN (SELECT (logPartition, minute, max(logMinute)) FROM live GROUP BY logPartition, minute);
