-- How long each class of data is kept, and what was destroyed when (docs/privacy.md).

-- A period that somebody set; the newest of a class counts, and the catalogue's where there is none.
CREATE TABLE retention_settings (
  event_id uuid NOT NULL REFERENCES events,
  setting_id uuid NOT NULL,
  class text NOT NULL,
  days integer NOT NULL CHECK (days BETWEEN 1 AND 3650),
  set_by uuid,
  set_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, setting_id)
);
CREATE INDEX retention_settings_by_class ON retention_settings (event_id, class, set_at);

-- What was destroyed: counts, never of whom.
CREATE TABLE retention_log (
  event_id uuid NOT NULL REFERENCES events,
  entry_id uuid NOT NULL,
  class text NOT NULL,
  -- The key outside the database, or the last day whose data went.
  what text NOT NULL,
  rule text NOT NULL,
  counts jsonb NOT NULL,
  destroyed_by uuid,
  destroyed_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, entry_id)
);
CREATE INDEX retention_log_by_time ON retention_log (event_id, destroyed_at);

-- Who made a card unreadable: by its period or on request, what was filed stays filed.
ALTER TABLE declarations ADD COLUMN erased_by text CHECK (erased_by IN ('owner', 'request', 'retention'));
UPDATE declarations SET erased_by = 'owner' WHERE erased_at IS NOT NULL;
ALTER TABLE declarations ADD CHECK ((erased_at IS NULL) = (erased_by IS NULL));

-- The read log is only added to. What may go goes through this door, and the newest half year never does.
CREATE FUNCTION forget_reads(of_event uuid, before_at timestamptz) RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH gone AS (
    DELETE FROM read_log WHERE event_id = of_event AND read_at < least(before_at, (SELECT max(read_at) FROM read_log WHERE event_id = of_event) - interval '180 days') RETURNING 1)
  SELECT count(*)::integer FROM gone;
$$;
REVOKE ALL ON FUNCTION forget_reads(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_reads(uuid, timestamptz) TO tongguan_app;

GRANT SELECT, INSERT ON retention_settings, retention_log TO tongguan_app;
GRANT UPDATE (erased_by) ON declarations TO tongguan_app;
GRANT DELETE ON form_sessions, form_attempts TO tongguan_app;
GRANT UPDATE (email, pin_hash) ON declaration_leaders TO tongguan_app;
GRANT UPDATE (entry_key, entry) ON list_entries TO tongguan_app;
GRANT UPDATE (quarantined) ON lists TO tongguan_app;
