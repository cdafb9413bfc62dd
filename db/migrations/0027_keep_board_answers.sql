-- How a list that was received names itself and its parties: by it its people can be answered again later.
ALTER TABLE lists ADD COLUMN envelope jsonb;

-- What a carrier was answered: 962 to its list, 132 unasked where an answer has changed since. Only ever added.
CREATE TABLE board_answers (
  event_id uuid NOT NULL,
  answer_id uuid NOT NULL,
  flight_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('962', '132')),
  -- The authority's own number of an unasked change; an answer has the carrier's.
  reference text,
  content text NOT NULL,
  sent_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, answer_id),
  UNIQUE (event_id, reference),
  FOREIGN KEY (event_id, flight_id) REFERENCES flights,
  CHECK ((kind = '132') = (reference IS NOT NULL))
);
CREATE INDEX board_answers_by_flight ON board_answers (event_id, flight_id, sent_at);

CREATE TABLE board_answer_persons (
  event_id uuid NOT NULL,
  answer_id uuid NOT NULL,
  traveller_id uuid NOT NULL,
  list_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('0Z', '1Z', '2Z')),
  PRIMARY KEY (event_id, answer_id, traveller_id),
  FOREIGN KEY (event_id, answer_id) REFERENCES board_answers,
  FOREIGN KEY (event_id, traveller_id) REFERENCES travellers,
  FOREIGN KEY (event_id, list_id) REFERENCES lists
);
GRANT SELECT, INSERT ON board_answers, board_answer_persons TO tongguan_app;
-- With the entries of its list it is emptied at the end of its period: booking references name people.
GRANT UPDATE (content) ON board_answers TO tongguan_app;
