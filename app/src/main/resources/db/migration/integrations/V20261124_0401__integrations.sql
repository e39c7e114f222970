CREATE TABLE connection (
    tenant_id        uuid        NOT NULL REFERENCES tenant,
    id               uuid        NOT NULL,
    platform         text        NOT NULL,
    name             text        NOT NULL,
    status           text        NOT NULL CHECK (status IN ('PENDING', 'ACTIVE', 'PAUSED', 'BROKEN')),
    status_reason    text        NOT NULL DEFAULT '',
    settings         jsonb       NOT NULL DEFAULT '{}',
    version          bigint      NOT NULL DEFAULT 0,
    created_at       timestamptz NOT NULL,
    last_delivery_at timestamptz,
    deleted_at       timestamptz,
    PRIMARY KEY (tenant_id, id)
);
-- a webhook names nothing but the connection
CREATE UNIQUE INDEX connection_id ON connection (id);
ALTER TABLE connection ENABLE ROW LEVEL SECURITY;
ALTER TABLE connection FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON connection TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY directory ON connection TO quayside_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON connection TO quayside_app;
GRANT SELECT ON connection TO quayside_system;

-- credentials, encrypted by the program; write-only for the API
CREATE TABLE connection_secret (
    tenant_id     uuid  NOT NULL,
    connection_id uuid  NOT NULL,
    name          text  NOT NULL,
    ciphertext    bytea NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, name),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE
);
ALTER TABLE connection_secret ENABLE ROW LEVEL SECURITY;
ALTER TABLE connection_secret FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON connection_secret TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON connection_secret TO quayside_app;

-- Idempotent Receiver: which deliveries have had their effect, in the transaction of the effect
CREATE TABLE delivery (
    tenant_id     uuid        NOT NULL,
    connection_id uuid        NOT NULL,
    delivery_id   text        NOT NULL,
    claimed_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, connection_id, delivery_id)
) WITH (autovacuum_vacuum_insert_scale_factor = 0.05);
CREATE INDEX delivery_age ON delivery USING brin (claimed_at);
ALTER TABLE delivery ENABLE ROW LEVEL SECURITY;
ALTER TABLE delivery FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON delivery TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY housekeeping ON delivery TO quayside_system USING (true);
GRANT SELECT, INSERT, DELETE ON delivery TO quayside_app;
GRANT SELECT, DELETE ON delivery TO quayside_system;

-- Claim Check: what was received, byte for byte; the id is derived from connection and delivery
CREATE TABLE raw_payload (
    tenant_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    connection_id uuid        NOT NULL,
    delivery_id   text        NOT NULL,
    topic         text        NOT NULL,
    body          bytea       NOT NULL,
    received_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX raw_payload_age ON raw_payload USING brin (received_at);
ALTER TABLE raw_payload ENABLE ROW LEVEL SECURITY;
ALTER TABLE raw_payload FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON raw_payload TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY housekeeping ON raw_payload TO quayside_system USING (true);
GRANT SELECT, INSERT, DELETE ON raw_payload TO quayside_app;
GRANT SELECT, DELETE ON raw_payload TO quayside_system;

-- the dead-letter desk
CREATE TABLE dead_letter (
    tenant_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    stage         text        NOT NULL,
    connection_id uuid,
    platform      text        NOT NULL DEFAULT '',
    delivery_id   text        NOT NULL DEFAULT '',
    topic         text        NOT NULL DEFAULT '',
    reason        text        NOT NULL,
    field         text        NOT NULL DEFAULT '',
    detail        text        NOT NULL DEFAULT '',
    payload       bytea       NOT NULL,
    original      bytea, -- what was received, once a person has edited the payload
    status        text        NOT NULL CHECK (status IN ('OPEN', 'REPLAYED', 'DISCARDED')),
    replays       int         NOT NULL DEFAULT 0,
    resolution    text        NOT NULL DEFAULT '',
    received_at   timestamptz NOT NULL,
    parked_at     timestamptz NOT NULL,
    resolved_at   timestamptz,
    resolved_by   text        NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX dead_letter_open ON dead_letter (tenant_id, parked_at DESC, id) WHERE status = 'OPEN';
ALTER TABLE dead_letter ENABLE ROW LEVEL SECURITY;
ALTER TABLE dead_letter FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON dead_letter TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE ON dead_letter TO quayside_app;

-- one run of an import: a file, a poll, a back-fill
CREATE TABLE sync_job (
    tenant_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    connection_id uuid        NOT NULL,
    kind          text        NOT NULL CHECK (kind IN ('FILE', 'POLL', 'BACKFILL')),
    name          text        NOT NULL DEFAULT '', -- the file's name
    content_hash  bytea, -- SHA-256 of a file, to know it again
    status        text        NOT NULL CHECK (status IN ('RUNNING', 'DONE', 'DONE_WITH_ERRORS', 'FAILED', 'DUPLICATE')),
    read_count    bigint      NOT NULL DEFAULT 0,
    imported      bigint      NOT NULL DEFAULT 0,
    failed        bigint      NOT NULL DEFAULT 0,
    message       text        NOT NULL DEFAULT '',
    started_at    timestamptz NOT NULL,
    finished_at   timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX sync_job_recent ON sync_job (tenant_id, connection_id, started_at DESC);
CREATE INDEX sync_job_content ON sync_job (tenant_id, connection_id, content_hash) WHERE content_hash IS NOT NULL;
ALTER TABLE sync_job ENABLE ROW LEVEL SECURITY;
ALTER TABLE sync_job FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON sync_job TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE ON sync_job TO quayside_app;

-- what happened on a connection, in plain words, for its owner
CREATE TABLE connection_activity (
    tenant_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    connection_id uuid        NOT NULL,
    kind          text        NOT NULL,
    detail        text        NOT NULL,
    occurred_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX connection_activity_recent ON connection_activity (tenant_id, connection_id, occurred_at DESC, id);
ALTER TABLE connection_activity ENABLE ROW LEVEL SECURITY;
ALTER TABLE connection_activity FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON connection_activity TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, DELETE ON connection_activity TO quayside_app;

-- how far a connection's orders have been fetched
CREATE TABLE sync_cursor (
    tenant_id     uuid        NOT NULL,
    connection_id uuid        NOT NULL,
    fetched_until timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, connection_id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE
);
ALTER TABLE sync_cursor ENABLE ROW LEVEL SECURITY;
ALTER TABLE sync_cursor FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON sync_cursor TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON sync_cursor TO quayside_app;

-- log-in of a connection's drop folder over FTP and SFTP
CREATE TABLE drop_account (
    tenant_id     uuid NOT NULL,
    connection_id uuid NOT NULL,
    username      text NOT NULL,
    password_hash text NOT NULL,
    PRIMARY KEY (tenant_id, connection_id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE
);
CREATE UNIQUE INDEX drop_account_username ON drop_account (username);
ALTER TABLE drop_account ENABLE ROW LEVEL SECURITY;
ALTER TABLE drop_account FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON drop_account TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY directory ON drop_account TO quayside_system USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON drop_account TO quayside_app;
GRANT SELECT ON drop_account TO quayside_system;

-- a consent under way: the one-time state that must come back in the callback
CREATE TABLE consent (
    tenant_id  uuid        NOT NULL,
    state_hash bytea       NOT NULL,
    platform   text        NOT NULL,
    name       text        NOT NULL,
    answers    bytea       NOT NULL, -- encrypted
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, state_hash)
);
CREATE UNIQUE INDEX consent_state ON consent (state_hash);
ALTER TABLE consent ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON consent TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY directory ON consent TO quayside_system USING (true);
GRANT SELECT, INSERT, DELETE ON consent TO quayside_app;
GRANT SELECT, DELETE ON consent TO quayside_system;
