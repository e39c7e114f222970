-- Contradictions that a person is to look at; follows from the orders' events, in their transaction.
CREATE TABLE review (
    tenant_id     uuid        NOT NULL,
    id            uuid        NOT NULL, -- of the event that opened it
    order_id      uuid        NOT NULL,
    connection_id uuid        NOT NULL,
    code          text        NOT NULL,
    detail        text        NOT NULL,
    status        text        NOT NULL CHECK (status IN ('OPEN', 'RESOLVED', 'SETTLED')),
    opened_at     timestamptz NOT NULL,
    closed_at     timestamptz,
    note          text        NOT NULL DEFAULT '',
    closed_by     text        NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX review_of_order ON review (tenant_id, order_id);
CREATE INDEX review_newest ON review (tenant_id, status, opened_at DESC, id DESC);
ALTER TABLE review ENABLE ROW LEVEL SECURITY;
ALTER TABLE review FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON review TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE ON review TO quayside_app;

-- Filters of a list under a name, each user's own.
CREATE TABLE saved_view (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    owner      text        NOT NULL, -- the user's e-mail address or the API key's name
    name       text        NOT NULL,
    filters    jsonb       NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX saved_view_name ON saved_view (tenant_id, owner, name);
ALTER TABLE saved_view ENABLE ROW LEVEL SECURITY;
ALTER TABLE saved_view FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON saved_view TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON saved_view TO quayside_app;
