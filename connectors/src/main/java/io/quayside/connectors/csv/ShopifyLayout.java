package io.quayside.connectors.csv;

import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.orders.CanonicalOrder.Cancellation;
import io.quayside.domain.orders.CanonicalOrder.Customer;
import io.quayside.domain.orders.CanonicalOrder.Fulfillment;
import io.quayside.domain.orders.CanonicalOrder.ShippingLine;
import io.quayside.domain.orders.FinancialStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Shopify's order export. Order columns are filled on the first row of an order only; whether prices hold the tax is
 * told by no column, so the total decides. Traps: an apostrophe before ZIP codes, note attributes over several lines.
 */
final class ShopifyLayout implements Layout {
    private static final AddressColumns SHIPPING = address("shipping");
    private static final AddressColumns BILLING = address("billing");

    private static AddressColumns address(String kind) {
        return new AddressColumns(
                List.of(kind + "name"),
                kind + "company",
                kind + "address1",
                List.of(kind + "address2"),
                kind + "city",
                kind + "province",
                kind + "zip",
                kind + "country",
                kind + "phone");
    }

    @Override
    public String name() {
        return "shopify";
    }

    @Override
    public Set<String> required() {
        return Set.of("name", "lineitemquantity", "lineitemname", "lineitemprice");
    }

    @Override
    public boolean fits(Header header) {
        return header.hasAll(required());
    }

    @Override
    public String orderColumn(Header header) {
        return "name";
    }

    @Override
    public List<String> amounts() {
        return List.of(
                "subtotal",
                "shipping",
                "taxes",
                "total",
                "discountamount",
                "lineitemprice",
                "lineitemdiscount",
                "refundedamount",
                "duties");
    }

    @Override
    public List<String> dates() {
        return List.of("createdat", "paidat", "fulfilledat", "cancelledat");
    }

    @Override
    public OrderDraft read(List<Row> rows, Cells cells) {
        Row head = StandardLayout.rowWith("total", rows);
        Currency currency = cells.currency(rows, "currency");
        String name = head.get("name");
        String id = head.get("id");
        OrderDraft draft =
                new OrderDraft(id.isEmpty() ? name : id, currency, cells.time(head, "createdat"), cells.receivedAt());
        draft.number = name;
        readBuyer(head, cells, draft);
        for (Row row : rows) {
            if (!row.get("lineitemname").isEmpty() || !row.get("lineitemsku").isEmpty()) {
                readLine(row, cells, draft);
            }
        }
        readAmounts(head, cells, draft);
        readState(head, cells, draft);
        readNotes(head, cells, draft);
        return draft;
    }

    private static void readBuyer(Row head, Cells cells, OrderDraft draft) {
        draft.shippingAddress = SHIPPING.read(head, draft);
        draft.billingAddress = BILLING.read(head, draft);
        String name = head.firstOf("billingname", "shippingname");
        String phone = head.get("phone");
        String email = head.get("email");
        if (!name.isEmpty() || !email.isEmpty() || !phone.isEmpty()) {
            draft.customer = new Customer(
                    null,
                    name.isEmpty() ? null : name,
                    cells.textOrNull(head, "email"),
                    cells.textOrNull(head, "phone"));
        }
    }

    private static void readLine(Row row, Cells cells, OrderDraft draft) {
        Quantity quantity = cells.quantity(row, "lineitemquantity", 0);
        OrderDraft.Item item = OrderDraft.Item.toShip(
                cells.skuOrNull(row, "lineitemsku", row.get("lineitemsku")), row.get("lineitemname"), quantity);
        if (row.get("lineitemfulfillmentstatus").equalsIgnoreCase("fulfilled")) {
            item = item.stillToShip(Quantity.ZERO);
        }
        if (row.get("lineitemrequiresshipping").equalsIgnoreCase("false")) {
            item = item.withoutShipping();
        }
        String vendor = row.get("vendor");
        draft.addLine(
                item,
                cells.charge(row, "lineitemprice", draft.currency),
                cells.reduction(row, "lineitemdiscount", draft.currency),
                Money.zero(draft.currency),
                vendor.isEmpty() ? Map.of() : Map.of("vendor", vendor));
    }

    /** The order's discount column may hold those of the lines too, or one on shipping; the total tells. */
    private static void readAmounts(Row head, Cells cells, OrderDraft draft) {
        Currency currency = draft.currency;
        String method = head.get("shippingmethod");
        Money shipping = cells.charge(head, "shipping", currency);
        if (!method.isEmpty() || !shipping.isZero()) {
            draft.shippingLines.add(
                    new ShippingLine(method, method, shipping, Money.zero(currency), Money.zero(currency)));
        }
        draft.tax = cells.charge(head, "taxes", currency);
        draft.adjustments = cells.money(head, "duties", currency);
        draft.refunded = cells.reduction(head, "refundedamount", currency);
        draft.taxesIncluded = cells.isTrue(head, "taxesincluded");
        draft.grandTotal = cells.moneyOrNull(head, "total", currency);
        if (draft.grandTotal == null) {
            cells.mistake(
                    head, "total", "the first row of an order holds its total: is a row missing before this one?");
        }
        Money discount = cells.reduction(head, "discountamount", currency);
        Money ofLines = Money.sum(
                currency, draft.lines.stream().map(line -> line.discount()).toList());
        draft.orderDiscount = discount;
        draft.settleByTotal(List.of(discount, discount.minus(ofLines), Money.zero(currency)));
    }

    private static void readState(Row head, Cells cells, OrderDraft draft) {
        String financial = Header.key(head.get("financialstatus"));
        draft.financialStatus = Arrays.stream(FinancialStatus.values())
                .filter(known -> Header.key(known.name()).equals(financial))
                .findFirst()
                .orElse(financial.equals("expired") ? FinancialStatus.VOIDED : FinancialStatus.UNKNOWN);
        Instant cancelled = cells.timeOrNull(head, "cancelledat");
        if (cancelled != null) {
            draft.cancellation = new Cancellation(cancelled, "");
        }
        Instant fulfilled = cells.timeOrNull(head, "fulfilledat");
        if (fulfilled != null && head.get("fulfillmentstatus").equalsIgnoreCase("fulfilled")) {
            draft.fulfillments.add(new Fulfillment(
                    "export",
                    "success",
                    fulfilled,
                    null,
                    List.of(),
                    draft.lines.stream()
                            .map(line -> new Fulfillment.FulfilledLine(line.externalId(), line.quantity()))
                            .toList()));
        }
    }

    private static void readNotes(Row head, Cells cells, OrderDraft draft) {
        draft.note = cells.textOrNull(head, "notes");
        Arrays.stream(head.get("tags").split(","))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .forEach(draft.tags::add);
        noteAttributes(head.get("noteattributes")).forEach(draft::attribute);
        draft.attribute("discountCode", head.get("discountcode"));
        draft.attribute("paymentMethod", head.get("paymentmethod"));
        draft.attribute("fulfillmentStatus", head.get("fulfillmentstatus").toLowerCase(Locale.ROOT));
        draft.attribute("riskLevel", head.get("risklevel"));
        draft.attribute("source", head.get("source"));
    }

    /** {@code key: value} on lines of its own; a line without a key goes on with the value before. */
    private static Map<String, String> noteAttributes(String text) {
        Map<String, String> found = new LinkedHashMap<>();
        String last = "note";
        for (String line : text.split("\n")) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                last = line.substring(0, colon).strip();
                found.put(last, line.substring(colon + 2).strip());
            } else if (!line.isBlank()) {
                found.merge(last, line.strip(), (before, more) -> before + "\n" + more);
            }
        }
        return found;
    }
}
