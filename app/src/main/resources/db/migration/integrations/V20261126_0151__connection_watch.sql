-- What the watchdog knows of a connection: its webhooks, and when they were last seen to work.
CREATE TABLE connection_watch (
    tenant_id         uuid        NOT NULL,
    connection_id     uuid        NOT NULL,
    next_ensure_at    timestamptz, -- absent: at once
    ensured_at        timestamptz, -- when all webhooks were last known to be in place
    webhook_problem   text        NOT NULL DEFAULT '', -- why they can't be
    last_webhook_at   timestamptz,
    usual_gap_seconds numeric, -- between two webhooks, smoothed
    missed            bigint      NOT NULL DEFAULT 0, -- orders that polling found since, and no webhook had told
    stale_stock       int         NOT NULL DEFAULT 0, -- SKUs whose level the channel has not confirmed for too long
    recover_since     timestamptz, -- an outage of webhooks that is still to be fetched
    next_census_at    timestamptz, -- absent: at once
    PRIMARY KEY (tenant_id, connection_id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE
);
ALTER TABLE connection_watch ENABLE ROW LEVEL SECURITY;
ALTER TABLE connection_watch FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON connection_watch TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY dispatch ON connection_watch TO quayside_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON connection_watch TO quayside_app;
GRANT SELECT, INSERT, UPDATE ON connection_watch TO quayside_system;

-- Of each hour: the orders that the platform has against those that are here.
CREATE TABLE completeness (
    tenant_id     uuid        NOT NULL,
    connection_id uuid        NOT NULL,
    hour          timestamptz NOT NULL,
    seen          int         NOT NULL,
    held          int         NOT NULL,
    explained     int         NOT NULL DEFAULT 0, -- refused by the translator; at the dead-letter desk with a reason
    missing       text[]      NOT NULL DEFAULT '{}', -- their ids on the platform
    repaired      int         NOT NULL DEFAULT 0, -- were missing at an earlier check
    checks        int         NOT NULL DEFAULT 1,
    checked_at    timestamptz NOT NULL,
    status        text        NOT NULL CHECK (status IN ('COMPLETE', 'RUNNING', 'MISSING')),
    PRIMARY KEY (tenant_id, connection_id, hour)
);
ALTER TABLE completeness ENABLE ROW LEVEL SECURITY;
ALTER TABLE completeness FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON completeness TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON completeness TO quayside_app;
