-- Buyers whom a platform demands to be forgotten. The name goes when it is done; that it was done stays.
CREATE TABLE buyer_erasure (
    tenant_id     uuid        NOT NULL,
    connection_id uuid        NOT NULL,
    name_hash     bytea       NOT NULL, -- SHA-256; a demand that is repeated is one
    name          text,                 -- as the platform calls the buyer; absent once it is done
    reason        text        NOT NULL,
    asked_at      timestamptz NOT NULL DEFAULT now(),
    done_at       timestamptz,
    orders        int         NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, connection_id, name_hash),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE
);
CREATE INDEX buyer_erasure_waiting ON buyer_erasure (tenant_id, asked_at) WHERE done_at IS NULL;
ALTER TABLE buyer_erasure ENABLE ROW LEVEL SECURITY;
ALTER TABLE buyer_erasure FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON buyer_erasure TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY dispatch ON buyer_erasure TO quayside_system USING (true);
GRANT SELECT, INSERT, UPDATE ON buyer_erasure TO quayside_app;
GRANT SELECT ON buyer_erasure TO quayside_system;
