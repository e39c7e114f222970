-- At how many units a merchant wants to hear that stock runs low.
CREATE TABLE reorder_point (
    tenant_id uuid             NOT NULL REFERENCES tenant,
    sku       text COLLATE "C" NOT NULL,
    units     int              NOT NULL CHECK (units >= 0),
    PRIMARY KEY (tenant_id, sku)
);
ALTER TABLE reorder_point ENABLE ROW LEVEL SECURITY;
ALTER TABLE reorder_point FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON reorder_point TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY dispatch ON reorder_point TO quayside_system USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON reorder_point TO quayside_app;
GRANT SELECT (tenant_id) ON reorder_point TO quayside_system;

-- What needs somebody now. One row for each thing that is wrong, however often it is found; it ends by itself.
CREATE TABLE alert (
    tenant_id uuid        NOT NULL REFERENCES tenant,
    kind      text        NOT NULL CHECK (kind IN ('CONNECTION_BROKEN', 'DEAD_LETTERS', 'LOW_STOCK')),
    subject   text        NOT NULL, -- the connection's id, the SKU
    detail    text        NOT NULL,
    raised_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, kind, subject)
);
ALTER TABLE alert ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON alert TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY dispatch ON alert TO quayside_system USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON alert TO quayside_app;
GRANT SELECT (tenant_id) ON alert TO quayside_system;

-- Which alerts a person wants by e-mail, and until when they have been told. No row: everything, every 15 minutes at most.
CREATE TABLE alert_choice (
    tenant_id     uuid        NOT NULL,
    user_id       uuid        NOT NULL,
    kinds         text[]      NOT NULL,
    every_minutes int         NOT NULL CHECK (every_minutes BETWEEN 1 AND 1440),
    told_until    timestamptz NOT NULL DEFAULT '-infinity',
    sent_at       timestamptz NOT NULL DEFAULT '-infinity',
    PRIMARY KEY (tenant_id, user_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES app_user ON DELETE CASCADE
);
ALTER TABLE alert_choice ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_choice FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON alert_choice TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON alert_choice TO quayside_app;

-- Whose dead letters wait, nothing else of them.
CREATE POLICY dispatch ON dead_letter TO quayside_system USING (true);
GRANT SELECT (tenant_id, status) ON dead_letter TO quayside_system;
