package io.quayside.connectors.csv;

import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.orders.CanonicalOrder.Cancellation;
import io.quayside.domain.orders.CanonicalOrder.Customer;
import io.quayside.domain.orders.CanonicalOrder.ShippingLine;
import io.quayside.domain.orders.FinancialStatus;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Amazon's order reports: tab separated, nothing quoted, one row for each order item. Prices are for the whole line.
 * There is no total, so it is the sum. In marketplaces with value added tax the prices hold the tax.
 */
final class AmazonLayout implements Layout {
    /** Where tax comes on top of the price. */
    private static final Set<String> TAX_ON_TOP = Set.of("", "amazon.com", "amazon.ca");

    private static final AddressColumns ADDRESS = new AddressColumns(
            List.of("recipientname"),
            "shipcompany",
            "shipaddress1",
            List.of("shipaddress2", "shipaddress3"),
            "shipcity",
            "shipstate",
            "shippostalcode",
            "shipcountry",
            "shipphonenumber");

    @Override
    public String name() {
        return "amazon";
    }

    @Override
    public Set<String> required() {
        return Set.of("purchasedate", "itemprice");
    }

    @Override
    public boolean fits(Header header) {
        return header.hasAll(required())
                && header.hasAny("orderid", "amazonorderid")
                && header.hasAny("quantitypurchased", "quantity");
    }

    @Override
    public String orderColumn(Header header) {
        return header.has("orderid") ? "orderid" : "amazonorderid";
    }

    @Override
    public List<String> amounts() {
        return List.of(
                "itemprice",
                "itemtax",
                "shippingprice",
                "shippingtax",
                "giftwrapprice",
                "giftwraptax",
                "itempromotiondiscount",
                "shippromotiondiscount");
    }

    @Override
    public List<String> dates() {
        return List.of(
                "purchasedate", "paymentsdate", "lastupdateddate", "promisedate", "latestshipdate", "deliveryenddate");
    }

    /** A quote in a title, as in {@code Mug, 12" tall}, is a plain character; a spreadsheet's copy with commas quotes. */
    @Override
    public boolean quoting(char delimiter) {
        return delimiter != '\t';
    }

    @Override
    public OrderDraft read(List<Row> rows, Cells cells) {
        Row first = rows.get(0);
        Currency currency = cells.currency(rows, "currency");
        OrderDraft draft = new OrderDraft(
                first.firstOf("orderid", "amazonorderid"),
                currency,
                cells.time(first, "purchasedate"),
                cells.time(first, "lastupdateddate"));
        String marketplace = first.get("saleschannel").toLowerCase(Locale.ROOT);
        draft.taxesIncluded = !TAX_ON_TOP.contains(marketplace);
        for (Row row : rows) {
            readItem(row, cells, draft);
        }
        draft.shippingAddress = ADDRESS.read(first, draft);
        if (!first.firstOf("buyername", "buyeremail", "buyerphonenumber").isEmpty()) {
            draft.customer = new Customer(
                    null,
                    cells.textOrNull(first, "buyername"),
                    cells.textOrNull(first, "buyeremail"),
                    cells.textOrNull(first, "buyerphonenumber"));
        }
        draft.shipBy = cells.timeOrNull(first, first.header().has("latestshipdate") ? "latestshipdate" : "promisedate");
        draft.deliverBy = cells.timeOrNull(first, "deliveryenddate");
        draft.note = cells.textOrNull(first, "deliveryinstructions");
        draft.attribute("salesChannel", first.get("saleschannel"));
        draft.attribute("shipServiceLevel", first.get("shipservicelevel"));
        draft.attribute("purchaseOrderNumber", first.get("purchaseordernumber"));
        readStatus(first, cells, draft);
        return draft;
    }

    private static void readItem(Row row, Cells cells, OrderDraft draft) {
        Currency currency = draft.currency;
        String quantityColumn = row.header().has("quantitypurchased") ? "quantitypurchased" : "quantity";
        Quantity quantity = cells.quantity(row, quantityColumn, 0);
        OrderDraft.Item item = OrderDraft.Item.toShip(
                        cells.skuOrNull(row, "sku", row.get("sku")), row.get("productname"), quantity)
                .withId(row.get("orderitemid"));
        if (!row.get("quantitytoship").isEmpty()) {
            item = item.stillToShip(cells.quantity(row, "quantitytoship", 0));
        }
        String by = row.get("fulfillmentchannel").toLowerCase(Locale.ROOT);
        if (by.equals("amazon") || by.equals("afn")) {
            item = item.shippedByChannel();
        }
        Money price = cells.charge(row, "itemprice", currency);
        if (quantity.isZero() && !price.isZero()) {
            cells.mistake(row, "itemprice", "a price for no units");
        }
        Map<String, String> properties = new LinkedHashMap<>();
        if (!row.get("asin").isEmpty()) {
            properties.put("asin", row.get("asin"));
        }
        draft.addLineAtPrice(
                item,
                price,
                cells.reduction(row, "itempromotiondiscount", currency),
                cells.charge(row, "itemtax", currency).plus(cells.charge(row, "giftwraptax", currency)),
                properties);
        draft.adjustments = draft.adjustments.plus(cells.charge(row, "giftwrapprice", currency));
        Money shipping = cells.charge(row, "shippingprice", currency);
        Money shippingTax = cells.charge(row, "shippingtax", currency);
        Money off = cells.reduction(row, "shippromotiondiscount", currency);
        if (!shipping.isZero() || !shippingTax.isZero() || !off.isZero()) {
            String service = row.get("shipservicelevel");
            draft.shippingLines.add(new ShippingLine(service, service, shipping, off, shippingTax));
        }
    }

    private static void readStatus(Row first, Cells cells, OrderDraft draft) {
        String status = first.get("orderstatus").toLowerCase(Locale.ROOT);
        draft.attribute("orderStatus", status);
        if (status.startsWith("cancel")) {
            draft.cancellation = new Cancellation(cells.time(first, "lastupdateddate"), "");
        } else if (status.startsWith("pending")) {
            draft.financialStatus = FinancialStatus.PENDING;
        } else {
            draft.financialStatus = FinancialStatus.PAID; // a report lists an order only after the payment
        }
    }
}
