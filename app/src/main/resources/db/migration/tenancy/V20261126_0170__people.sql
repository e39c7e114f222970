-- Roles of people who may do a part of it, second factors, one-time links, and who did what.
ALTER TABLE app_user DROP CONSTRAINT app_user_role_check;
ALTER TABLE app_user ADD CONSTRAINT app_user_role_check CHECK (role IN ('MERCHANT', 'STAFF', 'VIEWER', 'OPERATOR'));
CREATE INDEX app_user_by_tenant ON app_user (tenant_id, email);

-- One-time passwords (RFC 6238). The secret is encrypted; until it is confirmed nobody is asked for a code.
CREATE TABLE second_factor (
    tenant_id      uuid        NOT NULL,
    user_id        uuid        NOT NULL,
    secret         bytea       NOT NULL,
    confirmed_at   timestamptz,
    last_step      bigint      NOT NULL DEFAULT 0, -- a code is good once
    recovery_codes bytea[]     NOT NULL DEFAULT '{}', -- hashes of those that are left
    PRIMARY KEY (tenant_id, user_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES app_user ON DELETE CASCADE
);
ALTER TABLE second_factor ENABLE ROW LEVEL SECURITY;
ALTER TABLE second_factor FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON second_factor TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON second_factor TO quayside_app;

-- Links by mail: a new password, an invitation. Kept as a hash, good once.
CREATE TABLE account_link (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    user_id    uuid        NOT NULL,
    purpose    text        NOT NULL CHECK (purpose IN ('RESET', 'INVITATION')),
    token_hash bytea       NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES app_user ON DELETE CASCADE
);
CREATE UNIQUE INDEX account_link_hash ON account_link (token_hash);
CREATE INDEX account_link_user ON account_link (tenant_id, user_id);
ALTER TABLE account_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_link FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON account_link TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY directory ON account_link TO quayside_system USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON account_link TO quayside_app;
GRANT SELECT ON account_link TO quayside_system;

-- Who did what: append only, by grant.
CREATE TABLE audit_entry (
    tenant_id   uuid        NOT NULL REFERENCES tenant,
    id          uuid        NOT NULL,
    occurred_at timestamptz NOT NULL,
    who         text        NOT NULL,
    action      text        NOT NULL,
    subject     text        NOT NULL,
    status      int         NOT NULL,
    address     text        NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX audit_entry_newest ON audit_entry (tenant_id, occurred_at DESC, id DESC);
ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON audit_entry TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT ON audit_entry TO quayside_app;
