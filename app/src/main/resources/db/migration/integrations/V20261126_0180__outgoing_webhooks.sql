-- Where a merchant wants to be told of events (Standard Webhooks).
CREATE TABLE webhook_endpoint (
    tenant_id     uuid        NOT NULL REFERENCES tenant,
    id            uuid        NOT NULL,
    url           text        NOT NULL,
    description   text        NOT NULL DEFAULT '',
    event_types   text[]      NOT NULL DEFAULT '{}', -- none: all
    status        text        NOT NULL CHECK (status IN ('ACTIVE', 'PAUSED', 'DISABLED')),
    status_reason text        NOT NULL DEFAULT '',
    secret        bytea       NOT NULL, -- encrypted
    old_secret    bytea, -- encrypted; signs beside the new one for a while
    old_until     timestamptz,
    failing_since timestamptz, -- absent while the last call went well
    failures      int         NOT NULL DEFAULT 0, -- in a row
    waits_until   timestamptz NOT NULL DEFAULT '-infinity',
    created_at    timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
ALTER TABLE webhook_endpoint ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_endpoint FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON webhook_endpoint TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY dispatch ON webhook_endpoint TO quayside_system USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_endpoint TO quayside_app;
GRANT SELECT (tenant_id, id, event_types, status, waits_until) ON webhook_endpoint TO quayside_system;

-- An event that somebody is told of; its id is the webhook-id, the same on every attempt.
CREATE TABLE webhook_message (
    tenant_id         uuid        NOT NULL,
    event_id          uuid        NOT NULL,
    type              text        NOT NULL,
    aggregate_type    text        NOT NULL,
    aggregate_id      text        NOT NULL,
    aggregate_version bigint      NOT NULL,
    payload           jsonb       NOT NULL,
    occurred_at       timestamptz NOT NULL,
    created_at        timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, event_id)
);
CREATE INDEX webhook_message_age ON webhook_message USING brin (created_at);
CREATE INDEX webhook_message_aggregate ON webhook_message (tenant_id, aggregate_id);
ALTER TABLE webhook_message ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_message FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON webhook_message TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY relay ON webhook_message TO quayside_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_message TO quayside_app;
GRANT SELECT, INSERT, DELETE ON webhook_message TO quayside_system;

-- One event for one endpoint.
CREATE TABLE webhook_delivery (
    tenant_id   uuid        NOT NULL,
    endpoint_id uuid        NOT NULL,
    event_id    uuid        NOT NULL,
    status      text        NOT NULL CHECK (status IN ('PENDING', 'DELIVERED', 'FAILED')),
    attempts    int         NOT NULL DEFAULT 0, -- of all times
    step        int         NOT NULL DEFAULT 0, -- on the schedule; a replay begins it again
    next_at     timestamptz NOT NULL,
    last_status int,
    last_error  text        NOT NULL DEFAULT '',
    created_at  timestamptz NOT NULL,
    done_at     timestamptz,
    PRIMARY KEY (tenant_id, endpoint_id, event_id),
    FOREIGN KEY (tenant_id, endpoint_id) REFERENCES webhook_endpoint ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, event_id) REFERENCES webhook_message ON DELETE CASCADE
) WITH (fillfactor = 80);
CREATE INDEX webhook_delivery_message ON webhook_delivery (tenant_id, event_id);
CREATE INDEX webhook_delivery_newest ON webhook_delivery (tenant_id, endpoint_id, created_at DESC, event_id DESC);
CREATE INDEX webhook_delivery_due ON webhook_delivery (tenant_id, endpoint_id, next_at) WHERE status = 'PENDING';
ALTER TABLE webhook_delivery ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_delivery FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON webhook_delivery TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY relay ON webhook_delivery TO quayside_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_delivery TO quayside_app;
GRANT SELECT, INSERT ON webhook_delivery TO quayside_system;
GRANT UPDATE (next_at) ON webhook_delivery TO quayside_system;

-- What came of each call.
CREATE TABLE webhook_attempt (
    tenant_id   uuid        NOT NULL,
    endpoint_id uuid        NOT NULL,
    event_id    uuid        NOT NULL,
    number      int         NOT NULL,
    called_at   timestamptz NOT NULL,
    took_millis bigint      NOT NULL,
    status      int, -- absent when no answer came
    error       text        NOT NULL DEFAULT '',
    answer      text        NOT NULL DEFAULT '', -- how it began
    PRIMARY KEY (tenant_id, endpoint_id, event_id, number),
    FOREIGN KEY (tenant_id, endpoint_id, event_id) REFERENCES webhook_delivery ON DELETE CASCADE
);
ALTER TABLE webhook_attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_attempt FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON webhook_attempt TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, DELETE ON webhook_attempt TO quayside_app;

-- A receiver that was turned off needs a person.
ALTER TABLE alert DROP CONSTRAINT alert_kind_check;
ALTER TABLE alert ADD CONSTRAINT alert_kind_check
    CHECK (kind IN ('CONNECTION_BROKEN', 'DEAD_LETTERS', 'LOW_STOCK', 'WEBHOOK_DISABLED'));
