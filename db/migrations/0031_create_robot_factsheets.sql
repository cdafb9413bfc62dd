-- Which kinds of zones a robot says in its factsheets that it keeps. Only ever added; one row for each time that it says something else than before.
CREATE TABLE robot_factsheets (
  event_id uuid NOT NULL,
  device_id uuid NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal >= 1),
  supported_zones text[] NOT NULL,
  noted_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, device_id, ordinal),
  FOREIGN KEY (event_id, device_id) REFERENCES devices
);
GRANT SELECT, INSERT ON robot_factsheets TO tongguan_app;
