-- Forecasts: what the chain of stations was taken to be, what came out of simulating it, and what was promised of each flight (docs/decisions/0034).
-- What a point of entry's chain is: stations, servers, service times with their sources. Only added; the newest counts.
CREATE TABLE chain_settings (
  event_id uuid NOT NULL,
  point_id uuid NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal >= 1),
  content jsonb NOT NULL,
  reason text NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid,
  PRIMARY KEY (event_id, point_id, ordinal),
  FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry (event_id, point_id),
  FOREIGN KEY (event_id, recorded_by) REFERENCES officers
);

-- A forecast as it was computed: the whole input and the whole outcome, so that it can be computed again to the byte.
CREATE TABLE forecasts (
  event_id uuid NOT NULL,
  forecast_id uuid NOT NULL,
  point_id uuid NOT NULL,
  day date NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('day', 'whatIf', 'staffing')),
  settings_ordinal integer,
  seed bigint NOT NULL,
  replications integer NOT NULL CHECK (replications >= 1),
  input jsonb NOT NULL,
  outcome jsonb NOT NULL,
  computed_at timestamptz NOT NULL,
  computed_by uuid,
  PRIMARY KEY (event_id, forecast_id),
  FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry (event_id, point_id),
  FOREIGN KEY (event_id, point_id, settings_ordinal) REFERENCES chain_settings,
  FOREIGN KEY (event_id, computed_by) REFERENCES officers
);
CREATE INDEX forecasts_by_day ON forecasts (event_id, point_id, day, computed_at);

-- What was promised of a flight's dwell, under which plan. Unit: seconds. The newest before the landing is the promise that is scored.
CREATE TABLE dwell_promises (
  event_id uuid NOT NULL,
  flight_id uuid NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal >= 1),
  forecast_id uuid NOT NULL,
  plan_id uuid NOT NULL,
  plan_version integer NOT NULL,
  p50_seconds integer NOT NULL CHECK (p50_seconds >= 0),
  p95_seconds integer NOT NULL CHECK (p95_seconds >= p50_seconds),
  over_target double precision NOT NULL CHECK (over_target BETWEEN 0 AND 1),
  target_seconds integer NOT NULL,
  bottleneck text,
  staff_minutes double precision NOT NULL,
  quality text NOT NULL CHECK (quality IN ('live', 'earlier', 'average')),
  promised_at timestamptz NOT NULL,
  promised_by uuid,
  PRIMARY KEY (event_id, flight_id, ordinal),
  FOREIGN KEY (event_id, flight_id) REFERENCES flights (event_id, flight_id),
  FOREIGN KEY (event_id, forecast_id) REFERENCES forecasts,
  FOREIGN KEY (event_id, promised_by) REFERENCES officers
);

GRANT SELECT, INSERT ON chain_settings, forecasts, dwell_promises TO tongguan_app;
