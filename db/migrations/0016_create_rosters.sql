-- Staff: who can be rostered, what they are certified for, when they are away, what they wish; rosters with every change; call-ups; attendance; stocks (docs/decisions/0034).
-- A person as known from one version on; only added, the newest counts.
CREATE TABLE roster_people (
  event_id uuid NOT NULL REFERENCES events,
  person_id uuid NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal >= 1),
  staff_number text NOT NULL CHECK (staff_number <> ''),
  point_id uuid NOT NULL,
  tier text NOT NULL CHECK (tier IN ('front', 'reserve', 'emergency')),
  content jsonb NOT NULL,
  officer_id uuid,
  active boolean NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid,
  PRIMARY KEY (event_id, person_id, ordinal),
  FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry (event_id, point_id),
  FOREIGN KEY (event_id, officer_id) REFERENCES officers,
  FOREIGN KEY (event_id, recorded_by) REFERENCES officers
);
-- A staff number is one person's for good.
CREATE UNIQUE INDEX roster_people_number ON roster_people (event_id, staff_number) WHERE ordinal = 1;

-- Training and certificates: what somebody may do, from when until when. The newest of a person and skill counts; one that ended it has the end in the past.
CREATE TABLE roster_certificates (
  event_id uuid NOT NULL,
  certificate_id uuid NOT NULL,
  person_id uuid NOT NULL,
  person_ordinal integer NOT NULL DEFAULT 1 CHECK (person_ordinal = 1),
  skill text NOT NULL,
  number text NOT NULL,
  valid_from date NOT NULL,
  valid_until date,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid,
  PRIMARY KEY (event_id, certificate_id),
  FOREIGN KEY (event_id, person_id, person_ordinal) REFERENCES roster_people,
  FOREIGN KEY (event_id, recorded_by) REFERENCES officers,
  CHECK (valid_until IS NULL OR valid_until >= valid_from)
);
CREATE INDEX roster_certificates_by_person ON roster_certificates (event_id, person_id, recorded_at);

-- Days away; one taken back is named by the row that takes it back.
CREATE TABLE roster_absences (
  event_id uuid NOT NULL,
  absence_id uuid NOT NULL,
  person_id uuid NOT NULL,
  person_ordinal integer NOT NULL DEFAULT 1 CHECK (person_ordinal = 1),
  kind text NOT NULL CHECK (kind IN ('leave', 'sick', 'training', 'isolation', 'other')),
  from_day date NOT NULL,
  until_day date NOT NULL,
  note text NOT NULL,
  takes_back uuid,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid,
  PRIMARY KEY (event_id, absence_id),
  UNIQUE (event_id, takes_back),
  FOREIGN KEY (event_id, person_id, person_ordinal) REFERENCES roster_people,
  FOREIGN KEY (event_id, takes_back) REFERENCES roster_absences,
  FOREIGN KEY (event_id, recorded_by) REFERENCES officers,
  CHECK (until_day >= from_day)
);
CREATE INDEX roster_absences_by_person ON roster_absences (event_id, person_id);

-- What somebody wishes for a day: a shift, or (null) to be free. The newest of a day counts; weight 0 takes it back.
CREATE TABLE roster_wishes (
  event_id uuid NOT NULL,
  wish_id uuid NOT NULL,
  person_id uuid NOT NULL,
  person_ordinal integer NOT NULL DEFAULT 1 CHECK (person_ordinal = 1),
  day date NOT NULL,
  shift text,
  weight integer NOT NULL CHECK (weight BETWEEN 0 AND 10),
  recorded_at timestamptz NOT NULL,
  recorded_by uuid,
  PRIMARY KEY (event_id, wish_id),
  FOREIGN KEY (event_id, person_id, person_ordinal) REFERENCES roster_people,
  FOREIGN KEY (event_id, recorded_by) REFERENCES officers
);
CREATE INDEX roster_wishes_by_person ON roster_wishes (event_id, person_id, day);

-- Kinds of shift, by version; the newest counts.
CREATE TABLE shift_types (
  event_id uuid NOT NULL REFERENCES events,
  shift text NOT NULL CHECK (shift <> ''),
  ordinal integer NOT NULL CHECK (ordinal >= 1),
  content jsonb NOT NULL,
  active boolean NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid,
  PRIMARY KEY (event_id, shift, ordinal),
  FOREIGN KEY (event_id, recorded_by) REFERENCES officers
);

-- A roster of one point of entry over some days, and what it was planned for.
CREATE TABLE rosters (
  event_id uuid NOT NULL,
  roster_id uuid NOT NULL,
  point_id uuid NOT NULL,
  first_day date NOT NULL,
  days integer NOT NULL CHECK (days BETWEEN 1 AND 62),
  content jsonb NOT NULL,
  made_at timestamptz NOT NULL,
  made_by uuid,
  PRIMARY KEY (event_id, roster_id),
  FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry (event_id, point_id),
  FOREIGN KEY (event_id, made_by) REFERENCES officers
);

-- Somebody asks for a roster to be planned, or planned anew: the work is done in the background and answered by a version or by a failure, also after a restart.
CREATE TABLE roster_requests (
  event_id uuid NOT NULL,
  request_id uuid NOT NULL,
  roster_id uuid NOT NULL,
  content jsonb NOT NULL,
  asked_at timestamptz NOT NULL,
  asked_by uuid,
  PRIMARY KEY (event_id, request_id),
  FOREIGN KEY (event_id, roster_id) REFERENCES rosters,
  FOREIGN KEY (event_id, asked_by) REFERENCES officers
);
CREATE TABLE roster_failures (
  event_id uuid NOT NULL,
  request_id uuid NOT NULL,
  reason text NOT NULL,
  failed_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, request_id),
  FOREIGN KEY (event_id, request_id) REFERENCES roster_requests
);

-- Every version of a roster with why it came about; publishing is a version too, so that what was published stays to be seen.
CREATE TABLE roster_versions (
  event_id uuid NOT NULL,
  roster_id uuid NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal >= 1),
  kind text NOT NULL CHECK (kind IN ('planned', 'edited', 'replanned', 'swapped', 'published')),
  content jsonb NOT NULL,
  reason text NOT NULL,
  request_id uuid,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid,
  PRIMARY KEY (event_id, roster_id, ordinal),
  UNIQUE (event_id, request_id),
  FOREIGN KEY (event_id, roster_id) REFERENCES rosters,
  FOREIGN KEY (event_id, request_id) REFERENCES roster_requests,
  FOREIGN KEY (event_id, recorded_by) REFERENCES officers
);

-- What somebody does on a day from one version on, with breaks in minutes after the shift's start; a null shift frees the day. The newest version at or before the one asked for counts.
CREATE TABLE roster_assignments (
  event_id uuid NOT NULL,
  roster_id uuid NOT NULL,
  person_id uuid NOT NULL,
  day date NOT NULL,
  ordinal integer NOT NULL,
  shift text,
  skill text,
  breaks_at integer[] NOT NULL,
  locked boolean NOT NULL,
  person_ordinal integer NOT NULL DEFAULT 1 CHECK (person_ordinal = 1),
  PRIMARY KEY (event_id, roster_id, person_id, day, ordinal),
  FOREIGN KEY (event_id, roster_id, ordinal) REFERENCES roster_versions,
  FOREIGN KEY (event_id, person_id, person_ordinal) REFERENCES roster_people,
  CHECK ((shift IS NULL) = (skill IS NULL))
);
CREATE INDEX roster_assignments_by_day ON roster_assignments (event_id, day);

-- Somebody has seen what was published.
CREATE TABLE roster_acknowledgements (
  event_id uuid NOT NULL,
  roster_id uuid NOT NULL,
  ordinal integer NOT NULL,
  person_id uuid NOT NULL,
  acknowledged_at timestamptz NOT NULL,
  PRIMARY KEY (event_id, roster_id, ordinal, person_id),
  FOREIGN KEY (event_id, roster_id, ordinal) REFERENCES roster_versions
);

-- One asks another to take a shift, for one of theirs or for none; each answer once.
CREATE TABLE roster_swaps (
  event_id uuid NOT NULL,
  swap_id uuid NOT NULL,
  roster_id uuid NOT NULL,
  person_id uuid NOT NULL,
  day date NOT NULL,
  other_person_id uuid NOT NULL,
  other_day date,
  asked_at timestamptz NOT NULL,
  asked_by uuid,
  PRIMARY KEY (event_id, swap_id),
  FOREIGN KEY (event_id, roster_id) REFERENCES rosters,
  CHECK (person_id <> other_person_id)
);
CREATE INDEX roster_swaps_by_roster ON roster_swaps (event_id, roster_id);
CREATE TABLE roster_swap_answers (
  event_id uuid NOT NULL,
  swap_id uuid NOT NULL,
  answer text NOT NULL CHECK (answer IN ('accepted', 'declined', 'approved', 'refused', 'withdrawn')),
  note text NOT NULL,
  answered_at timestamptz NOT NULL,
  answered_by uuid,
  PRIMARY KEY (event_id, swap_id, answer),
  FOREIGN KEY (event_id, swap_id) REFERENCES roster_swaps,
  FOREIGN KEY (event_id, answered_by) REFERENCES officers
);
-- A swap ends once.
CREATE UNIQUE INDEX roster_swaps_one_end ON roster_swap_answers (event_id, swap_id) WHERE answer <> 'accepted';

-- A tier called up: who, why, by whom approved, and the forecast that caused it.
CREATE TABLE call_ups (
  event_id uuid NOT NULL,
  call_up_id uuid NOT NULL,
  tier text NOT NULL CHECK (tier IN ('front', 'reserve', 'emergency')),
  point_id uuid NOT NULL,
  skill text NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  wanted integer NOT NULL CHECK (wanted >= 1),
  content jsonb NOT NULL,
  called_at timestamptz NOT NULL,
  called_by uuid,
  PRIMARY KEY (event_id, call_up_id),
  FOREIGN KEY (event_id, point_id) REFERENCES points_of_entry (event_id, point_id),
  FOREIGN KEY (event_id, called_by) REFERENCES officers,
  CHECK (ends_at > starts_at)
);
CREATE INDEX call_ups_by_time ON call_ups (event_id, starts_at);
-- Whom it calls; and what became of it: for the whole call-up (no person) or for one person.
CREATE TABLE call_up_people (
  event_id uuid NOT NULL,
  call_up_id uuid NOT NULL,
  person_id uuid NOT NULL,
  person_ordinal integer NOT NULL DEFAULT 1 CHECK (person_ordinal = 1),
  PRIMARY KEY (event_id, call_up_id, person_id),
  FOREIGN KEY (event_id, call_up_id) REFERENCES call_ups,
  FOREIGN KEY (event_id, person_id, person_ordinal) REFERENCES roster_people
);
CREATE TABLE call_up_notes (
  event_id uuid NOT NULL,
  call_up_id uuid NOT NULL,
  note_id uuid NOT NULL,
  person_id uuid,
  note text NOT NULL CHECK (note IN ('approved', 'refused', 'acknowledged', 'declined', 'arrived', 'stoodDown')),
  reason text NOT NULL,
  noted_at timestamptz NOT NULL,
  noted_by uuid,
  PRIMARY KEY (event_id, call_up_id, note_id),
  FOREIGN KEY (event_id, call_up_id) REFERENCES call_ups,
  FOREIGN KEY (event_id, call_up_id, person_id) REFERENCES call_up_people,
  FOREIGN KEY (event_id, noted_by) REFERENCES officers,
  CHECK ((person_id IS NULL) = (note IN ('approved', 'refused', 'stoodDown')))
);
-- Approved or refused once, stood down once; each person answers once and arrives once.
CREATE UNIQUE INDEX call_up_notes_decided ON call_up_notes (event_id, call_up_id) WHERE note IN ('approved', 'refused');
CREATE UNIQUE INDEX call_up_notes_ended ON call_up_notes (event_id, call_up_id) WHERE note = 'stoodDown';
CREATE UNIQUE INDEX call_up_notes_answered ON call_up_notes (event_id, call_up_id, person_id) WHERE note IN ('acknowledged', 'declined');
CREATE UNIQUE INDEX call_up_notes_arrived ON call_up_notes (event_id, call_up_id, person_id) WHERE note = 'arrived';

-- Who came on duty and who went off, where.
CREATE TABLE attendances (
  event_id uuid NOT NULL,
  attendance_id uuid NOT NULL,
  person_id uuid NOT NULL,
  person_ordinal integer NOT NULL DEFAULT 1 CHECK (person_ordinal = 1),
  kind text NOT NULL CHECK (kind IN ('on', 'off')),
  station_id uuid,
  happened_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid,
  PRIMARY KEY (event_id, attendance_id),
  FOREIGN KEY (event_id, person_id, person_ordinal) REFERENCES roster_people,
  FOREIGN KEY (event_id, station_id) REFERENCES stations,
  FOREIGN KEY (event_id, recorded_by) REFERENCES officers
);
CREATE INDEX attendances_by_person ON attendances (event_id, person_id, happened_at);
CREATE INDEX attendances_by_time ON attendances (event_id, happened_at);

-- Protective equipment and other stocks of a station: what came and went; the balance is their sum. A count sets right what was lost sight of.
CREATE TABLE stock_moves (
  event_id uuid NOT NULL,
  move_id uuid NOT NULL,
  station_id uuid NOT NULL,
  item text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('received', 'issued', 'counted', 'expired')),
  quantity integer NOT NULL,
  least integer CHECK (least >= 0),
  note text NOT NULL,
  moved_at timestamptz NOT NULL,
  moved_by uuid,
  PRIMARY KEY (event_id, move_id),
  FOREIGN KEY (event_id, station_id) REFERENCES stations,
  FOREIGN KEY (event_id, moved_by) REFERENCES officers
);
CREATE INDEX stock_moves_by_station ON stock_moves (event_id, station_id, item, moved_at);

GRANT SELECT, INSERT ON roster_people, roster_certificates, roster_absences, roster_wishes, shift_types, rosters, roster_requests, roster_failures, roster_versions, roster_assignments, roster_acknowledgements,
  roster_swaps, roster_swap_answers, call_ups, call_up_people, call_up_notes, attendances, stock_moves TO tongguan_app;
