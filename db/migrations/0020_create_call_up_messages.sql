-- Messages to people who are called up, or stood down again: one of each kind to each, taken up by one sender at a time. The address is that of the person when it is sent.
CREATE TABLE call_up_messages (
  event_id uuid NOT NULL,
  message_id uuid NOT NULL,
  call_up_id uuid NOT NULL,
  person_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('called', 'stoodDown')),
  created_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed', 'dropped')),
  settled_at timestamptz,
  last_status text,
  PRIMARY KEY (event_id, message_id),
  UNIQUE (event_id, call_up_id, person_id, kind),
  FOREIGN KEY (event_id, call_up_id, person_id) REFERENCES call_up_people (event_id, call_up_id, person_id)
);
CREATE INDEX call_up_messages_waiting ON call_up_messages (event_id, next_attempt_at) WHERE state = 'waiting';

GRANT SELECT, INSERT, UPDATE (attempts, next_attempt_at, state, settled_at, last_status) ON call_up_messages TO tongguan_app;
