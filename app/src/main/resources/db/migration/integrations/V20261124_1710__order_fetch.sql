-- Orders that a webhook only pointed at, or that were found missing: to be fetched one by one.
CREATE TABLE order_fetch (
    tenant_id     uuid        NOT NULL,
    connection_id uuid        NOT NULL,
    external_id   text        NOT NULL,
    changes       bigint      NOT NULL DEFAULT 1,
    due_at        timestamptz NOT NULL,
    attempts      int         NOT NULL DEFAULT 0,
    asked_at      timestamptz NOT NULL DEFAULT now(),
    problem       text        NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, connection_id, external_id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE
);
CREATE INDEX order_fetch_due ON order_fetch (due_at);
ALTER TABLE order_fetch ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_fetch FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON order_fetch TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY dispatch ON order_fetch TO quayside_system USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON order_fetch TO quayside_app;
GRANT SELECT ON order_fetch TO quayside_system;
