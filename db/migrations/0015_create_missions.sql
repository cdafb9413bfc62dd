-- Missions of robots: the order as it was given, and what became of it, a row each. How far a mission is follows from its notes (docs/decisions/0029).
CREATE TABLE missions (
  event_id uuid NOT NULL,
  mission_id uuid NOT NULL,
  device_id uuid NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('patrol', 'secondaryReading', 'delivery')),
  alarm_id uuid,
  content jsonb NOT NULL,
  given_at timestamptz NOT NULL,
  given_by uuid,
  PRIMARY KEY (event_id, mission_id),
  FOREIGN KEY (event_id, device_id) REFERENCES devices,
  FOREIGN KEY (event_id, alarm_id) REFERENCES alarms,
  FOREIGN KEY (event_id, given_by) REFERENCES officers
);
CREATE INDEX missions_by_device ON missions (event_id, device_id, given_at);

-- Each note once a mission, so that noting it again does nothing; `returned` means that a person has it.
CREATE TABLE mission_notes (
  event_id uuid NOT NULL,
  mission_id uuid NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal >= 1),
  note text NOT NULL CHECK (note IN ('sent', 'accepted', 'cancelling', 'finished', 'rejected', 'cancelled', 'returned')),
  detail text NOT NULL,
  noted_at timestamptz NOT NULL,
  noted_by uuid,
  PRIMARY KEY (event_id, mission_id, ordinal),
  UNIQUE (event_id, mission_id, note),
  FOREIGN KEY (event_id, mission_id) REFERENCES missions,
  FOREIGN KEY (event_id, noted_by) REFERENCES officers
);
-- A mission ends once.
CREATE UNIQUE INDEX mission_notes_one_end ON mission_notes (event_id, mission_id) WHERE note IN ('finished', 'rejected', 'cancelled', 'returned');

GRANT SELECT, INSERT ON missions, mission_notes TO tongguan_app;
