-- Keys of issuers that an operator has checked and imported, in versions; nothing is fetched (docs/decisions/0018).
CREATE TABLE trust_lists (
  event_id uuid NOT NULL REFERENCES events,
  list_id uuid NOT NULL,
  -- What a newer version replaces.
  name text NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  -- Where the operator has it from and how it was checked.
  source text NOT NULL,
  list_date date,
  file_name text NOT NULL,
  digest bytea NOT NULL,
  problems jsonb NOT NULL,
  imported_by uuid,
  imported_at timestamptz NOT NULL,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  PRIMARY KEY (event_id, list_id),
  UNIQUE (event_id, name, version)
);

-- Public keys alone: a private key that strayed into a file never comes here.
CREATE TABLE trust_keys (
  event_id uuid NOT NULL,
  list_id uuid NOT NULL,
  position integer NOT NULL,
  kid text,
  -- Every identifier under which it is found.
  kids text[] NOT NULL,
  issuer text,
  country text,
  usages text[],
  valid_from timestamptz,
  valid_until timestamptz,
  certificate bytea,
  public_key bytea NOT NULL,
  PRIMARY KEY (event_id, list_id, position),
  FOREIGN KEY (event_id, list_id) REFERENCES trust_lists
);

GRANT SELECT, INSERT ON trust_lists, trust_keys TO tongguan_app;
GRANT UPDATE (withdrawn_by, withdrawn_at) ON trust_lists TO tongguan_app;
