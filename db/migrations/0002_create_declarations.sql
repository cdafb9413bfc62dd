-- The traveller's declaration. Answers are sealed: this database holds no key that opens them (docs/decisions/0020).

-- Who may follow and prepare the cards of a delegation. A code is computed from a key outside the database; only its hash stands here.
CREATE TABLE declaration_leaders (
  event_id uuid NOT NULL REFERENCES events,
  leader_id uuid NOT NULL,
  code_hash bytea NOT NULL,
  delegation text NOT NULL,
  pin_hash text NOT NULL,
  email text,
  language text NOT NULL,
  created_by uuid,
  created_at timestamptz NOT NULL,
  revoked_at timestamptz,
  PRIMARY KEY (event_id, leader_id),
  UNIQUE (event_id, code_hash)
);

CREATE TABLE declarations (
  event_id uuid NOT NULL REFERENCES events,
  declaration_id uuid NOT NULL,
  flight_id uuid NOT NULL,
  -- The journey that it belongs to; null while nobody on the flight's lists fits.
  case_id uuid,
  -- The owner's own code, in its newest generation, and the one that a leader or the centre hands out: who comes with that one never reads health answers given before.
  code_hash bytea NOT NULL,
  code_generation integer NOT NULL DEFAULT 1,
  shared_hash bytea,
  -- Who opens it proves a birth date against this: a keyed hash, the key outside; null where no list tells it and nobody has opened it yet.
  birth_proof bytea,
  -- Which key outside the database wraps this card's own key; gone with either of the two.
  key_name text NOT NULL,
  wrapped_key bytea,
  origin text NOT NULL CHECK (origin IN ('invited', 'begun')),
  created_at timestamptz NOT NULL,
  erased_at timestamptz,
  PRIMARY KEY (event_id, declaration_id),
  UNIQUE (event_id, code_hash),
  UNIQUE (event_id, shared_hash),
  CHECK ((erased_at IS NULL) = (wrapped_key IS NOT NULL)),
  FOREIGN KEY (event_id, flight_id) REFERENCES flights,
  FOREIGN KEY (event_id, case_id) REFERENCES journeys (event_id, case_id)
);
CREATE INDEX declarations_by_flight ON declarations (event_id, flight_id);
-- One card of a journey counts; a second one waits for an officer.
CREATE UNIQUE INDEX declarations_by_case ON declarations (event_id, case_id) WHERE case_id IS NOT NULL AND erased_at IS NULL;

-- What is being filled in: one row a card, written again with every answer.
CREATE TABLE declaration_drafts (
  event_id uuid NOT NULL,
  declaration_id uuid NOT NULL,
  language text NOT NULL,
  sealed bytea NOT NULL,
  open_questions integer NOT NULL CHECK (open_questions >= 0),
  saved_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, declaration_id),
  FOREIGN KEY (event_id, declaration_id) REFERENCES declarations
);

-- What was filed: never changed, only followed by the next version.
CREATE TABLE declaration_versions (
  event_id uuid NOT NULL,
  declaration_id uuid NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  card_version text NOT NULL,
  language text NOT NULL,
  -- Answers, prefilled fields and the code as issued.
  sealed bytea NOT NULL,
  kid text NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_until timestamptz NOT NULL,
  filed_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, declaration_id, version),
  FOREIGN KEY (event_id, declaration_id) REFERENCES declarations
);

-- Keys that sign codes: the public half for every station, the private half sealed.
CREATE TABLE code_keys (
  event_id uuid NOT NULL REFERENCES events,
  kid text NOT NULL,
  public_jwk jsonb NOT NULL,
  sealed bytea NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_until timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  retired_at timestamptz,
  PRIMARY KEY (event_id, kid)
);

-- Sessions of the form and attempts to open a card; both live by the real clock.
CREATE TABLE form_sessions (
  event_id uuid NOT NULL REFERENCES events,
  token_hash bytea NOT NULL,
  declaration_id uuid,
  leader_id uuid,
  kiosk boolean NOT NULL DEFAULT false,
  -- Came with a handed-out code to a card that holds health answers already.
  blind boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (event_id, token_hash),
  CHECK ((declaration_id IS NULL) <> (leader_id IS NULL)),
  FOREIGN KEY (event_id, declaration_id) REFERENCES declarations,
  FOREIGN KEY (event_id, leader_id) REFERENCES declaration_leaders
);

CREATE TABLE form_attempts (
  event_id uuid NOT NULL REFERENCES events,
  attempt_id uuid NOT NULL,
  subject bytea NOT NULL,
  succeeded boolean NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (event_id, attempt_id)
);
CREATE INDEX form_attempts_by_subject ON form_attempts (event_id, subject, at);

GRANT SELECT, INSERT ON declaration_leaders, declarations, declaration_drafts, declaration_versions, code_keys, form_sessions, form_attempts TO tongguan_app;
GRANT UPDATE (revoked_at) ON declaration_leaders TO tongguan_app;
GRANT UPDATE (case_id, code_hash, code_generation, birth_proof, wrapped_key, erased_at) ON declarations TO tongguan_app;
GRANT UPDATE (language, sealed, open_questions, saved_at), DELETE ON declaration_drafts TO tongguan_app;
GRANT UPDATE (retired_at) ON code_keys TO tongguan_app;
GRANT UPDATE (expires_at, ended_at, blind) ON form_sessions TO tongguan_app;
