-- Files kept with a consignment: documents of its declaration, photographs of its inspection (docs/decisions/0037).
-- A file is named by the SHA-256 of its bytes and never changed. What was wrong is superseded by another file, with the reason.
CREATE TABLE goods_attachments (
  event_id uuid NOT NULL,
  consignment_id uuid NOT NULL,
  sha256 bytea NOT NULL CHECK (length(sha256) = 32),
  kind text NOT NULL CHECK (kind <> ''),
  name text NOT NULL,
  media_type text NOT NULL CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
  byte_count integer NOT NULL CHECK (byte_count > 0),
  -- Empty once the period of such files is over; what the file was called goes with it, its digest stays.
  content bytea,
  given_by text NOT NULL CHECK (given_by IN ('trader', 'officer')),
  supersedes bytea,
  reason text,
  kept_at timestamptz NOT NULL,
  kept_by uuid,
  PRIMARY KEY (event_id, consignment_id, sha256),
  UNIQUE (event_id, consignment_id, supersedes),
  -- The database itself refuses bytes that are not what they are called by.
  CHECK (content IS NULL OR (sha256(content) = sha256 AND length(content) = byte_count)),
  CHECK ((content IS NULL) = (name = '')),
  CHECK ((supersedes IS NULL) = (reason IS NULL)),
  CHECK (supersedes <> sha256),
  FOREIGN KEY (event_id, consignment_id) REFERENCES consignments,
  FOREIGN KEY (event_id, consignment_id, supersedes) REFERENCES goods_attachments,
  FOREIGN KEY (event_id, kept_by) REFERENCES officers
);
-- Pictures and most documents are compressed already.
ALTER TABLE goods_attachments ALTER COLUMN content SET STORAGE EXTERNAL;

-- Files are only added. What may go goes through this door: of consignments that have ended before a day.
CREATE FUNCTION forget_attachments(of_event uuid, before_at timestamptz) RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH gone AS (
    UPDATE goods_attachments a SET content = NULL, name = '' FROM consignments c
    WHERE a.event_id = of_event AND a.content IS NOT NULL AND c.event_id = a.event_id AND c.consignment_id = a.consignment_id AND c.ended_at < before_at RETURNING 1)
  SELECT count(*)::integer FROM gone;
$$;
REVOKE ALL ON FUNCTION forget_attachments(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_attachments(uuid, timestamptz) TO tongguan_app;
GRANT SELECT, INSERT ON goods_attachments TO tongguan_app;
