-- Roles (made by the embedded server's bootstrap or docker/postgres-init.sql):
--   quayside_owner   owns everything, runs migrations
--   quayside_app     what the program signs in as; owns nothing, can't bypass row-level security
--   quayside_system  narrow role for look-ups across tenants; the program steps into it with SET LOCAL ROLE
-- Every table has tenant_id and row-level security; SchemaLawTest holds both.
GRANT USAGE ON SCHEMA public TO quayside_app, quayside_system;

-- The tenant of the current transaction; no tenant means no rows, never an error.
CREATE FUNCTION current_tenant() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.tenant', true), '')::uuid;

CREATE TABLE tenant (
    tenant_id       uuid PRIMARY KEY,
    name            text        NOT NULL,
    allocation_rule text        NOT NULL DEFAULT 'PARTIAL' CHECK (allocation_rule IN ('PARTIAL', 'ALL_OR_NOTHING')),
    created_at      timestamptz NOT NULL
);
ALTER TABLE tenant ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON tenant TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY directory ON tenant TO quayside_system USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE ON tenant TO quayside_app;
GRANT SELECT, INSERT ON tenant TO quayside_system;

CREATE TABLE app_user (
    tenant_id     uuid        NOT NULL REFERENCES tenant,
    id            uuid        NOT NULL,
    email         text        NOT NULL CHECK (email = lower(email)),
    password_hash text        NOT NULL,
    role          text        NOT NULL CHECK (role IN ('MERCHANT', 'OPERATOR')),
    created_at    timestamptz NOT NULL,
    last_login_at timestamptz,
    PRIMARY KEY (tenant_id, id)
);
-- signing in starts with nothing but an e-mail address, so it is unique over the installation
CREATE UNIQUE INDEX app_user_email ON app_user (email);
ALTER TABLE app_user ENABLE ROW LEVEL SECURITY;
ALTER TABLE app_user FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON app_user TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY directory ON app_user TO quayside_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON app_user TO quayside_app;
GRANT SELECT, INSERT ON app_user TO quayside_system;
GRANT UPDATE (last_login_at) ON app_user TO quayside_system;

-- rotating refresh tokens: one that is used twice ends its whole family
CREATE TABLE refresh_token (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    user_id    uuid        NOT NULL,
    family     uuid        NOT NULL,
    token_hash bytea       NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    revoked_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES app_user ON DELETE CASCADE
);
CREATE UNIQUE INDEX refresh_token_hash ON refresh_token (token_hash);
CREATE INDEX refresh_token_family ON refresh_token (tenant_id, family);
ALTER TABLE refresh_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE refresh_token FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON refresh_token TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY directory ON refresh_token TO quayside_system USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON refresh_token TO quayside_app;
GRANT SELECT, DELETE ON refresh_token TO quayside_system;

CREATE TABLE api_key (
    tenant_id    uuid        NOT NULL REFERENCES tenant,
    id           uuid        NOT NULL,
    name         text        NOT NULL,
    prefix       text        NOT NULL,
    key_hash     bytea       NOT NULL,
    scopes       text[]      NOT NULL,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX api_key_hash ON api_key (key_hash);
ALTER TABLE api_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_key FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON api_key TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY directory ON api_key TO quayside_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON api_key TO quayside_app;
GRANT SELECT ON api_key TO quayside_system;
GRANT UPDATE (last_used_at) ON api_key TO quayside_system;
