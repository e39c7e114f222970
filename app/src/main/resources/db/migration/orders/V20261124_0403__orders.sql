-- The aggregate as a document, with the columns that lists filter and sort by.
CREATE TABLE orders (
    tenant_id        uuid          NOT NULL,
    id               uuid          NOT NULL,
    connection_id    uuid          NOT NULL,
    channel          text          NOT NULL,
    external_id      text          NOT NULL,
    number           text          NOT NULL,
    version          bigint        NOT NULL,
    status           text          NOT NULL,
    financial_status text          NOT NULL,
    placed_at        timestamptz   NOT NULL,
    changed_at       timestamptz   NOT NULL,
    imported_at      timestamptz   NOT NULL,
    modified_at      timestamptz   NOT NULL,
    currency         text          NOT NULL,
    grand_total      numeric(28,4) NOT NULL,
    test             boolean       NOT NULL,
    flag_codes       text[]        NOT NULL,
    search           text          NOT NULL, -- number, external id, people, SKUs; lower case
    state            jsonb         NOT NULL,
    PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 85);
-- one order for each external id, whatever arrives at the same moment (field-lesson 9)
CREATE UNIQUE INDEX orders_external_id ON orders (tenant_id, connection_id, external_id);
CREATE INDEX orders_newest ON orders (tenant_id, placed_at DESC, id DESC);
CREATE INDEX orders_by_status ON orders (tenant_id, status, placed_at DESC, id DESC);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE orders FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON orders TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE ON orders TO quayside_app;

-- What each open order wants of a SKU and holds of it; how waiting orders are found when stock arrives.
CREATE TABLE order_demand (
    tenant_id uuid             NOT NULL,
    order_id  uuid             NOT NULL,
    sku       text COLLATE "C" NOT NULL,
    wanted    int              NOT NULL,
    allocated int              NOT NULL,
    placed_at timestamptz      NOT NULL,
    PRIMARY KEY (tenant_id, order_id, sku)
);
CREATE INDEX order_demand_waiting ON order_demand (tenant_id, sku, placed_at, order_id) WHERE allocated < wanted;
CREATE INDEX order_demand_holding ON order_demand (tenant_id, sku, placed_at DESC, order_id) WHERE allocated > 0;
ALTER TABLE order_demand ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_demand FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON order_demand TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON order_demand TO quayside_app;

-- The timeline: append only, by grant.
CREATE TABLE order_event (
    tenant_id     uuid        NOT NULL,
    order_id      uuid        NOT NULL,
    order_version bigint      NOT NULL,
    position      int         NOT NULL,
    event_id      uuid        NOT NULL,
    type          text        NOT NULL,
    payload       jsonb       NOT NULL,
    occurred_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, order_id, order_version, position)
);
ALTER TABLE order_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_event FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON order_event TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT ON order_event TO quayside_app;

-- Idempotency-Key of POST /orders: the first answer is given again
CREATE TABLE idempotent_request (
    tenant_id    uuid        NOT NULL,
    key          text        NOT NULL,
    request_hash bytea       NOT NULL,
    order_id     uuid        NOT NULL,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, key)
);
ALTER TABLE idempotent_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotent_request FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON idempotent_request TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
CREATE POLICY housekeeping ON idempotent_request TO quayside_system USING (true);
GRANT SELECT, INSERT ON idempotent_request TO quayside_app;
GRANT SELECT, DELETE ON idempotent_request TO quayside_system;
