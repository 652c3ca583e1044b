-- The topics that rows came from: Kafka gives a topic another id when it is made anew, and then its offsets say something else.
CREATE TABLE topics (topic VARCHAR PRIMARY KEY, id VARCHAR NOT NULL);
