-- Invitations and reminders by e-mail: what is sent to whom, and what became of it. A text is made when it is sent; no answer and no birth date ever stands in one (docs/decisions/0023).
CREATE TABLE messages (
  event_id uuid NOT NULL REFERENCES events,
  message_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('invitation', 'reminder', 'leader')),
  declaration_id uuid,
  leader_id uuid,
  -- The how manieth message to this card or leader: two who queue at once queue one.
  ordinal integer NOT NULL CHECK (ordinal >= 1),
  -- An automatic reminder: how long before the flight. Unit: hours.
  hours_before integer,
  -- Emptied with the card that it belongs to.
  address text NOT NULL,
  language text NOT NULL,
  created_by uuid,
  created_at timestamptz NOT NULL,
  -- Attempts and their end live by the real clock.
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed', 'dropped')),
  settled_at timestamptz,
  last_status text,
  PRIMARY KEY (event_id, message_id),
  UNIQUE (event_id, declaration_id, ordinal),
  UNIQUE (event_id, leader_id, ordinal),
  CHECK ((kind = 'leader') = (leader_id IS NOT NULL)),
  CHECK ((kind = 'leader') = (declaration_id IS NULL)),
  CHECK ((state = 'waiting') = (settled_at IS NULL)),
  FOREIGN KEY (event_id, declaration_id) REFERENCES declarations,
  FOREIGN KEY (event_id, leader_id) REFERENCES declaration_leaders
);
CREATE INDEX messages_waiting ON messages (event_id, next_attempt_at) WHERE state = 'waiting';

GRANT SELECT, INSERT ON messages TO tongguan_app;
GRANT UPDATE (address, attempts, next_attempt_at, state, settled_at, last_status) ON messages TO tongguan_app;
