CREATE TABLE location (
    tenant_id uuid NOT NULL REFERENCES tenant,
    id        text NOT NULL,
    name      text NOT NULL,
    priority  int  NOT NULL DEFAULT 100, -- stock is drawn from the lowest first
    PRIMARY KEY (tenant_id, id)
);
ALTER TABLE location ENABLE ROW LEVEL SECURITY;
ALTER TABLE location FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON location TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON location TO quayside_app;

CREATE TABLE product (
    tenant_id  uuid        NOT NULL,
    sku        text        NOT NULL,
    title      text        NOT NULL,
    barcode    text,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, sku)
);
ALTER TABLE product ENABLE ROW LEVEL SECURITY;
ALTER TABLE product FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON product TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON product TO quayside_app;

-- The aggregate: its version is the position of its last movement. COLLATE "C" because locks are taken in the order
-- that the program sorts SKUs in.
CREATE TABLE stock_item (
    tenant_id uuid             NOT NULL,
    sku       text COLLATE "C" NOT NULL,
    version   bigint           NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, sku)
) WITH (fillfactor = 50);
ALTER TABLE stock_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock_item FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON stock_item TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE ON stock_item TO quayside_app;

-- Projection of the movements, kept in their transaction. The constraint is what makes overselling impossible.
CREATE TABLE stock_level (
    tenant_id   uuid             NOT NULL,
    sku         text COLLATE "C" NOT NULL,
    location_id text             NOT NULL,
    on_hand     int              NOT NULL,
    reserved    int              NOT NULL,
    PRIMARY KEY (tenant_id, sku, location_id),
    FOREIGN KEY (tenant_id, sku) REFERENCES stock_item,
    CONSTRAINT reserved_is_not_negative CHECK (reserved >= 0),
    CONSTRAINT available_is_not_negative CHECK (on_hand >= reserved)
) WITH (fillfactor = 50);
ALTER TABLE stock_level ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock_level FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON stock_level TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE ON stock_level TO quayside_app;

-- The ledger: append only, by grant.
CREATE TABLE stock_movement (
    tenant_id      uuid             NOT NULL,
    sku            text COLLATE "C" NOT NULL,
    version        bigint           NOT NULL,
    location_id    text             NOT NULL,
    kind           text             NOT NULL,
    on_hand_delta  int              NOT NULL,
    reserved_delta int              NOT NULL,
    order_id       uuid,
    line_id        text,
    reason         text             NOT NULL,
    occurred_at    timestamptz      NOT NULL,
    PRIMARY KEY (tenant_id, sku, version)
);
ALTER TABLE stock_movement ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock_movement FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON stock_movement TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT ON stock_movement TO quayside_app;
