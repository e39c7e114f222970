package io.quayside.connectors.csv;

import io.quayside.domain.kernel.InvalidValue;
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
import java.util.regex.Pattern;

/**
 * WooCommerce order exports of the usual plug-ins: one row for each order with all items packed in a cell
 * ({@code name:…|sku:…|quantity:…;name:…}), or one row for each item. Item totals are after discount.
 */
final class WooCommerceLayout implements Layout {
    private static final String PACKED = "lineitems";
    private static final Pattern NEXT_ITEM = Pattern.compile(";(?=\\s*[a-z_]+:)");
    private static final Pattern NEXT_PART = Pattern.compile("\\|(?=\\s*[a-z_]+:)");
    private static final String[] NAME = {"itemname", "productname", "lineitemname"};
    private static final String[] SKU = {"itemsku", "productsku", "lineitemsku", "sku"};
    private static final String[] QUANTITY = {"itemquantity", "productquantity", "lineitemquantity", "quantity"};
    private static final String[] TOTAL = {"itemtotal", "linetotal", "lineitemtotal"};
    private static final String[] TAX = {"itemtax", "linetax", "itemtotaltax"};
    private static final AddressColumns SHIPPING = address("shipping");
    private static final AddressColumns BILLING = address("billing");

    private static AddressColumns address(String kind) {
        return new AddressColumns(
                List.of(kind + "firstname", kind + "lastname"),
                kind + "company",
                kind + "address1",
                List.of(kind + "address2"),
                kind + "city",
                kind + "state",
                kind + "postcode",
                kind + "country",
                kind + "phone");
    }

    @Override
    public String name() {
        return "woocommerce";
    }

    @Override
    public Set<String> required() {
        return Set.of("orderid", "ordertotal");
    }

    @Override
    public boolean fits(Header header) {
        return header.hasAll(required()) && (header.has(PACKED) || header.hasAny(QUANTITY) && header.hasAny(TOTAL));
    }

    @Override
    public String orderColumn(Header header) {
        return "orderid";
    }

    @Override
    public List<String> amounts() {
        return List.of(
                "shippingtotal",
                "shippingtaxtotal",
                "taxtotal",
                "discounttotal",
                "ordertotal",
                "feetotal",
                "refundedtotal",
                "itemtotal",
                "linetotal",
                "lineitemtotal",
                "itemtax",
                "linetax",
                "itemsubtotal");
    }

    @Override
    public List<String> dates() {
        return List.of("date", "orderdate", "paiddate", "datemodified", "modifieddate");
    }

    @Override
    public OrderDraft read(List<Row> rows, Cells cells) {
        Row first = rows.get(0);
        Currency currency = cells.currency(rows, first.header().has("ordercurrency") ? "ordercurrency" : "currency");
        OrderDraft draft = new OrderDraft(
                first.get("orderid"),
                currency,
                cells.time(first, first.header().has("date") ? "date" : "orderdate"),
                cells.time(first, first.header().has("datemodified") ? "datemodified" : "modifieddate"));
        String number = first.get("ordernumber");
        draft.number = number.isEmpty() ? draft.externalId : number;
        boolean completed = first.get("status").toLowerCase(Locale.ROOT).endsWith("completed");
        for (Row row : rows) {
            if (row.header().has(PACKED)) {
                readPackedItems(row, cells, draft, completed);
            } else {
                readItem(row, cells, draft, completed);
            }
        }
        readAmounts(first, cells, draft);
        readStatus(first, cells, draft);
        draft.billingAddress = BILLING.read(first, draft);
        draft.shippingAddress = SHIPPING.read(first, draft);
        readBuyer(first, cells, draft);
        draft.note = cells.textOrNull(first, "customernote");
        draft.attribute("paymentMethod", first.get("paymentmethod"));
        return draft;
    }

    private static void readBuyer(Row first, Cells cells, OrderDraft draft) {
        String name = BILLING.fullName(first);
        if (!name.isEmpty() || !first.firstOf("billingemail", "billingphone").isEmpty()) {
            draft.customer = new Customer(
                    cells.textOrNull(first, "customerid"),
                    name.isEmpty() ? null : name,
                    cells.textOrNull(first, "billingemail"),
                    cells.textOrNull(first, "billingphone"));
        }
    }

    private static void readPackedItems(Row row, Cells cells, OrderDraft draft, boolean completed) {
        String packed = row.get(PACKED);
        if (packed.isEmpty()) {
            return;
        }
        for (String text : NEXT_ITEM.split(packed)) {
            Map<String, String> parts = new LinkedHashMap<>();
            for (String part : NEXT_PART.split(text)) {
                int colon = part.indexOf(':');
                if (colon < 0) {
                    cells.mistake(
                            row,
                            PACKED,
                            "'%s' is no item of the form name:…|sku:…|quantity:…|total:…"
                                    .formatted(InvalidValue.excerpt(part)));
                    return;
                }
                parts.put(
                        part.substring(0, colon).strip(),
                        part.substring(colon + 1).strip());
            }
            addItem(
                    row,
                    cells,
                    draft,
                    new Item(
                            parts.getOrDefault("name", ""),
                            parts.getOrDefault("sku", ""),
                            cells.packedQuantity(row, PACKED, parts.getOrDefault("quantity", "")),
                            cells.packedMoney(row, PACKED, "total", parts.getOrDefault("total", ""), draft.currency),
                            cells.packedMoney(
                                    row, PACKED, "subtotal", parts.getOrDefault("subtotal", ""), draft.currency),
                            cells.packedMoney(row, PACKED, "tax", parts.getOrDefault("tax", ""), draft.currency)),
                    completed,
                    parts.getOrDefault("product_id", ""));
        }
    }

    private static void readItem(Row row, Cells cells, OrderDraft draft, boolean completed) {
        if (row.firstOf(NAME).isEmpty() && row.firstOf(SKU).isEmpty()) {
            return; // a row for a fee or for shipping
        }
        addItem(
                row,
                cells,
                draft,
                new Item(
                        row.firstOf(NAME),
                        row.firstOf(SKU),
                        cells.quantity(row, present(row, QUANTITY), 0),
                        cells.charge(row, present(row, TOTAL), draft.currency),
                        cells.charge(row, "itemsubtotal", draft.currency),
                        cells.charge(row, present(row, TAX), draft.currency)),
                completed,
                row.get("productid"));
    }

    private record Item(String name, String sku, Quantity quantity, Money total, Money subtotal, Money tax) {}

    private static void addItem(
            Row row, Cells cells, OrderDraft draft, Item item, boolean completed, String productId) {
        String column = row.header().has(PACKED) ? PACKED : present(row, SKU);
        if (item.total().isNegative()
                || item.quantity().isZero() && !item.total().isZero()) {
            cells.mistake(row, column, "%s for %s units can't be".formatted(item.total(), item.quantity()));
        }
        OrderDraft.Item line =
                OrderDraft.Item.toShip(cells.skuOrNull(row, column, item.sku()), item.name(), item.quantity());
        Money before = item.subtotal().isZero() ? item.total() : item.subtotal();
        draft.addLineAtPrice(
                completed ? line.stillToShip(Quantity.ZERO) : line,
                before,
                before.minus(item.total()),
                item.tax(),
                productId.isEmpty() ? Map.of() : Map.of("productId", productId));
    }

    private static String present(Row row, String... columns) {
        for (String column : columns) {
            if (row.header().has(column)) {
                return column;
            }
        }
        return columns[0];
    }

    /** Item totals are after discount as a rule, but some plug-ins write them before; the order's total tells. */
    private static void readAmounts(Row first, Cells cells, OrderDraft draft) {
        Currency currency = draft.currency;
        Money shipping = cells.charge(first, "shippingtotal", currency);
        String method = first.get("shippingmethod");
        if (!shipping.isZero() || !method.isEmpty()) {
            draft.shippingLines.add(
                    new ShippingLine(method, method, shipping, Money.zero(currency), Money.zero(currency)));
        }
        draft.tax = cells.moneyOrNull(first, "taxtotal", currency);
        draft.adjustments = cells.money(first, "feetotal", currency);
        draft.refunded = cells.reduction(first, "refundedtotal", currency);
        draft.grandTotal = cells.moneyOrNull(first, "ordertotal", currency);
        Money discount = cells.reduction(first, "discounttotal", currency);
        draft.attribute(
                "discountTotal", discount.isZero() ? "" : discount.amount().toPlainString());
        draft.settleByTotal(List.of(Money.zero(currency), discount));
    }

    private static void readStatus(Row first, Cells cells, OrderDraft draft) {
        String status = first.get("status").toLowerCase(Locale.ROOT).replaceFirst("^wc-", "");
        draft.attribute("status", status);
        switch (status) {
            case "processing", "completed" -> draft.financialStatus = FinancialStatus.PAID;
            case "pending", "on-hold", "failed" -> draft.financialStatus = FinancialStatus.PENDING;
            case "refunded" -> draft.financialStatus = FinancialStatus.REFUNDED;
            case "cancelled" -> draft.cancellation = new Cancellation(draft.changedAt, "");
            default -> draft.financialStatus = FinancialStatus.UNKNOWN;
        }
    }
}
