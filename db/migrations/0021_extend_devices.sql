-- A mission that went back to a person is taken over by one, once, or is sent again as a new mission (docs/decisions/0029).
ALTER TABLE mission_notes DROP CONSTRAINT mission_notes_note_check;
ALTER TABLE mission_notes ADD CONSTRAINT mission_notes_note_check CHECK (note IN ('sent', 'accepted', 'cancelling', 'finished', 'rejected', 'cancelled', 'returned', 'takenOver'));

-- Spectra of known sources before a detector of one model, as data with their source; the newest of a model and nuclide counts.
CREATE TABLE device_templates (
  event_id uuid NOT NULL REFERENCES events,
  template_id uuid NOT NULL,
  detector_model text NOT NULL CHECK (detector_model <> ''),
  nuclide text NOT NULL CHECK (nuclide <> ''),
  category text[] NOT NULL,
  source text NOT NULL CHECK (source <> ''),
  shape float8[] NOT NULL,
  counted float8 NOT NULL,
  sha256 bytea NOT NULL CHECK (length(sha256) = 32),
  added_at timestamptz NOT NULL,
  added_by uuid,
  PRIMARY KEY (event_id, template_id),
  FOREIGN KEY (event_id, added_by) REFERENCES officers
);
CREATE INDEX device_templates_by_model ON device_templates (event_id, detector_model, nuclide, added_at);

-- What the identification advised when a spectrum came with an alarm: advice, which releases nothing.
CREATE TABLE spectrum_advice (
  event_id uuid NOT NULL,
  device_id uuid NOT NULL,
  message_id text NOT NULL,
  advice jsonb NOT NULL,
  advised_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, device_id, message_id),
  FOREIGN KEY (event_id, device_id, message_id) REFERENCES device_messages
);
GRANT SELECT, INSERT ON device_templates, spectrum_advice TO tongguan_app;
