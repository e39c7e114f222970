-- When a connection is fetched next, and where a fetch that was interrupted goes on.
ALTER TABLE sync_cursor
    ALTER COLUMN fetched_until DROP NOT NULL,
    ADD COLUMN next_poll_at  timestamptz,
    ADD COLUMN failures      int NOT NULL DEFAULT 0,
    ADD COLUMN resume_job    uuid,
    ADD COLUMN resume_since  timestamptz, -- what the interrupted fetch asked for
    ADD COLUMN resume_start  timestamptz, -- when it began, which is what it fetches until
    ADD COLUMN resume_cursor text; -- the platform's own mark of the next page
CREATE POLICY dispatch ON sync_cursor TO quayside_system USING (true);
GRANT SELECT ON sync_cursor TO quayside_system;
