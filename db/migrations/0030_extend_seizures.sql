-- A seizure is extended once, by the written approval of the head of the customs that the port belongs to.
CREATE TABLE border_extensions (
  event_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  due_on date NOT NULL,
  reason text NOT NULL,
  approval text NOT NULL,
  extended_at timestamptz NOT NULL,
  extended_by uuid NOT NULL,
  PRIMARY KEY (event_id, decision_id),
  FOREIGN KEY (event_id, decision_id) REFERENCES border_enforcements,
  FOREIGN KEY (event_id, extended_by) REFERENCES officers
);
GRANT SELECT, INSERT ON border_extensions TO tongguan_app;
