-- Certificates by which devices show who they are (docs/decisions/0039): as they came, known by their SHA-256 fingerprint.
CREATE TABLE client_certificates (
  event_id uuid NOT NULL REFERENCES events,
  fingerprint bytea NOT NULL CHECK (length(fingerprint) = 32),
  content bytea NOT NULL,
  subject text NOT NULL,
  issuer text NOT NULL,
  serial_number text NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_until timestamptz NOT NULL,
  came_by text NOT NULL CHECK (came_by IN ('console', 'mqtt', 'http', 'mllp')),
  -- The device as which an unknown one wanted to speak; a claim, no more.
  claimed_device uuid,
  known_at timestamptz NOT NULL,
  known_by uuid,
  PRIMARY KEY (event_id, fingerprint),
  FOREIGN KEY (event_id, known_by) REFERENCES officers
);

-- Bound to a device, revoked for good: only added, the newest counts. One that nobody has decided on waits.
CREATE TABLE client_certificate_decisions (
  event_id uuid NOT NULL,
  fingerprint bytea NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal >= 1),
  decision text NOT NULL CHECK (decision IN ('bound', 'revoked')),
  device_id uuid,
  reason text NOT NULL,
  decided_at timestamptz NOT NULL,
  decided_by uuid,
  PRIMARY KEY (event_id, fingerprint, ordinal),
  FOREIGN KEY (event_id, fingerprint) REFERENCES client_certificates,
  FOREIGN KEY (event_id, device_id) REFERENCES devices,
  FOREIGN KEY (event_id, decided_by) REFERENCES officers,
  CHECK (decision = 'revoked' OR device_id IS NOT NULL)
);
CREATE INDEX client_certificate_decisions_by_fingerprint ON client_certificate_decisions (fingerprint);
GRANT SELECT, INSERT ON client_certificates, client_certificate_decisions TO tongguan_app;
