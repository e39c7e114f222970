-- What a channel's item is to us. An equal SKU needs no row.
CREATE TABLE sku_mapping (
    tenant_id     uuid             NOT NULL,
    connection_id uuid             NOT NULL,
    kind          text             NOT NULL CHECK (kind IN ('SKU', 'PRODUCT_ID', 'TITLE')),
    name          text COLLATE "C" NOT NULL,
    use           text             NOT NULL CHECK (use IN ('PRODUCT', 'SHIP_WITHOUT_STOCK', 'DO_NOT_SHIP')),
    product_sku   text COLLATE "C",
    origin        text             NOT NULL CHECK (origin IN ('EQUAL_SKU', 'BARCODE', 'BY_HAND')),
    created_at    timestamptz      NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, connection_id, kind, name),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connection ON DELETE CASCADE,
    CONSTRAINT a_product_or_a_decision CHECK ((use = 'PRODUCT') = (product_sku IS NOT NULL))
);
CREATE INDEX sku_mapping_product ON sku_mapping (tenant_id, product_sku) WHERE product_sku IS NOT NULL;
ALTER TABLE sku_mapping ENABLE ROW LEVEL SECURITY;
ALTER TABLE sku_mapping FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON sku_mapping TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON sku_mapping TO quayside_app;

-- A product with rows here is a bundle: sold, never stocked. No component is a bundle itself.
CREATE TABLE bundle_component (
    tenant_id  uuid             NOT NULL,
    bundle_sku text COLLATE "C" NOT NULL,
    sku        text COLLATE "C" NOT NULL,
    quantity   int              NOT NULL CHECK (quantity > 0),
    position   int              NOT NULL,
    PRIMARY KEY (tenant_id, bundle_sku, sku),
    CONSTRAINT never_itself CHECK (sku <> bundle_sku)
);
CREATE INDEX bundle_component_sku ON bundle_component (tenant_id, sku);
ALTER TABLE bundle_component ENABLE ROW LEVEL SECURITY;
ALTER TABLE bundle_component FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON bundle_component TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON bundle_component TO quayside_app;

-- Items that open orders still have to ship under another name than our SKU of it, or that nobody knows yet. How orders
-- are found again when a mapping, a bundle or a product changes.
CREATE TABLE order_open_item (
    tenant_id     uuid             NOT NULL,
    order_id      uuid             NOT NULL,
    connection_id uuid             NOT NULL,
    kind          text             NOT NULL,
    name          text COLLATE "C" NOT NULL,
    product_sku   text COLLATE "C",
    waiting       boolean          NOT NULL,
    units         int              NOT NULL,
    title         text COLLATE "C" NOT NULL,
    barcode       text COLLATE "C",
    PRIMARY KEY (tenant_id, order_id, kind, name)
);
CREATE INDEX order_open_item_name ON order_open_item (tenant_id, connection_id, kind, name);
CREATE INDEX order_open_item_title ON order_open_item (tenant_id, connection_id, title) WHERE kind = 'PRODUCT_ID';
CREATE INDEX order_open_item_product ON order_open_item (tenant_id, product_sku) WHERE product_sku IS NOT NULL;
CREATE INDEX order_open_item_any_case ON order_open_item (tenant_id, lower(name));
CREATE INDEX order_open_item_waiting ON order_open_item (tenant_id, connection_id, kind, name) WHERE waiting;
CREATE INDEX order_open_item_barcode ON order_open_item (tenant_id, barcode) WHERE waiting AND barcode IS NOT NULL;
ALTER TABLE order_open_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_open_item FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON order_open_item TO quayside_app USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON order_open_item TO quayside_app;

-- for SKUs that differ only by capitals, and for barcodes
CREATE INDEX stock_item_any_case ON stock_item (tenant_id, lower(sku));
CREATE INDEX product_any_case ON product (tenant_id, lower(sku COLLATE "C"));
CREATE INDEX product_barcode ON product (tenant_id, barcode) WHERE barcode IS NOT NULL;
