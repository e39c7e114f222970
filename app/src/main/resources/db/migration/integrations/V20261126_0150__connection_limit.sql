-- How much a connection may still call: the platform's buckets, shared by all instances; the row with the bucket '*' is the
-- connection itself. Drawn from in shares by quayside_system, because a call knows nothing but its connection.
CREATE TABLE connection_limit (
    tenant_id     uuid        NOT NULL,
    connection_id uuid        NOT NULL,
    bucket        text        NOT NULL,
    capacity      numeric     NOT NULL,
    per_second    numeric     NOT NULL,
    told          boolean     NOT NULL DEFAULT false, -- the platform itself told capacity or rate
    tokens        numeric     NOT NULL,
    counted_at    timestamptz NOT NULL, -- when tokens was right
    granted       numeric     NOT NULL DEFAULT 0, -- the last share
    waits_until   timestamptz,
    why           text        NOT NULL DEFAULT '', -- what it waits for, for people
    breaker       text        NOT NULL DEFAULT 'CLOSED' CHECK (breaker IN ('CLOSED', 'OPEN', 'HALF_OPEN')),
    PRIMARY KEY (tenant_id, connection_id, bucket),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE
) WITH (fillfactor = 50);
ALTER TABLE connection_limit ENABLE ROW LEVEL SECURITY;
ALTER TABLE connection_limit FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON connection_limit TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY draw ON connection_limit TO quayside_system USING (true) WITH CHECK (true);
GRANT SELECT ON connection_limit TO quayside_app;
GRANT SELECT, INSERT, UPDATE ON connection_limit TO quayside_system;
