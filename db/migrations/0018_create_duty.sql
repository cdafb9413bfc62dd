-- Hand-overs of the watch: who gives it to whom, for which shift, with the hash of the sheet's content, and that the other has taken it. Both are only added.
CREATE TABLE duty_hand_overs (
  event_id uuid NOT NULL,
  hand_over_id uuid NOT NULL,
  point_id uuid NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  given_by uuid NOT NULL,
  given_to uuid NOT NULL,
  note text NOT NULL,
  sheet_sha256 text NOT NULL CHECK (sheet_sha256 ~ '^[0-9a-f]{64}$'),
  given_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, hand_over_id),
  UNIQUE (event_id, hand_over_id, given_to),
  FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry (event_id, point_id),
  FOREIGN KEY (event_id, given_by) REFERENCES officers,
  FOREIGN KEY (event_id, given_to) REFERENCES officers,
  CHECK (until_at > from_at AND until_at <= given_at),
  CHECK (given_to <> given_by)
);
CREATE INDEX duty_hand_overs_by_time ON duty_hand_overs (event_id, point_id, given_at);

-- The watch is taken once, and by whom it was given to.
CREATE TABLE duty_takes (
  event_id uuid NOT NULL,
  hand_over_id uuid NOT NULL,
  taken_by uuid NOT NULL,
  note text NOT NULL,
  taken_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, hand_over_id),
  FOREIGN KEY (event_id, hand_over_id, taken_by) REFERENCES duty_hand_overs (event_id, hand_over_id, given_to)
);

GRANT SELECT, INSERT ON duty_hand_overs, duty_takes TO tongguan_app;
