-- Windows in which goods are looked at: people, equipment and place are booked together, and never more than there is room for.
CREATE TABLE inspection_windows (
  event_id uuid NOT NULL,
  window_id uuid NOT NULL,
  point_id uuid NOT NULL,
  place_en text NOT NULL,
  place_zh text NOT NULL,
  -- Dedicated to the event where true: nobody else's goods queue here.
  dedicated boolean NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  officers integer NOT NULL CHECK (officers >= 1),
  equipment text[] NOT NULL,
  capacity integer NOT NULL CHECK (capacity BETWEEN 1 AND 500),
  booked integer NOT NULL DEFAULT 0 CHECK (booked >= 0),
  opened_at timestamptz NOT NULL,
  opened_by uuid,
  PRIMARY KEY (event_id, window_id),
  UNIQUE (event_id, point_id, place_en, starts_at),
  CHECK (ends_at > starts_at),
  CONSTRAINT inspection_windows_capacity CHECK (booked <= capacity),
  FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry
);
CREATE INDEX inspection_windows_by_time ON inspection_windows (event_id, starts_at);

CREATE TABLE appointments (
  event_id uuid NOT NULL,
  appointment_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  window_id uuid NOT NULL,
  booked_at timestamptz NOT NULL,
  booked_by uuid,
  -- Kept, missed or given back; open while null.
  ended_as text CHECK (ended_as IN ('kept', 'missed', 'cancelled')),
  ended_at timestamptz,
  PRIMARY KEY (event_id, appointment_id),
  CHECK ((ended_as IS NULL) = (ended_at IS NULL)),
  FOREIGN KEY (event_id, consignment_id) REFERENCES consignments,
  FOREIGN KEY (event_id, window_id) REFERENCES inspection_windows
);
CREATE UNIQUE INDEX appointments_open_once ON appointments (event_id, consignment_id) WHERE ended_as IS NULL;
CREATE INDEX appointments_by_window ON appointments (event_id, window_id);

GRANT SELECT, INSERT ON inspection_windows, appointments TO tongguan_app;
GRANT UPDATE (booked) ON inspection_windows TO tongguan_app;
GRANT UPDATE (ended_as, ended_at) ON appointments TO tongguan_app;
