package io.quayside.connectors.csv;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.orders.CanonicalOrder.Cancellation;
import io.quayside.domain.orders.CanonicalOrder.Customer;
import io.quayside.domain.orders.CanonicalOrder.ShippingLine;
import io.quayside.domain.orders.FinancialStatus;
import io.quayside.domain.orders.Flag;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Quayside's own layout: one row for each line of an order, its order columns on the first row or on all. The only
 * definition of the standard columns; reader, sample file and documentation come from it.
 */
public final class StandardLayout implements Layout {
    static final String NAME = "standard";

    /**
     * @param required whether each order needs it; {@code unit_price} and {@code line_total} stand in for each other
     * @param ofOrder whether it tells of the order, so that filling it on the first row is enough
     */
    public record Column(String name, boolean required, boolean ofOrder, String example, String meaning) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("order_number", true, false, "A-1", "your number of the order, on each of its rows"),
            of("ordered_at", "2026-05-01T09:30:00Z", "when it was placed; the time of receipt when empty"),
            of("currency", "USD", "ISO 4217 code; the connection's currency when empty"),
            of("email", "ann@example.com", "the buyer's e-mail address"),
            of("name", "Ann Lee", "who receives the parcel"),
            of("address1", "1 Elm", "street and house number"),
            of("address2", "", "apartment, floor and the like"),
            of("city", "Austin", "city"),
            of("region", "TX", "state, province or county"),
            of("postal_code", "78701", "postal code; leading zeros are kept"),
            of("country", "US", "ISO 3166 code or the country's name"),
            of("phone", "", "for the carrier"),
            new Column("sku", false, false, "SKU-1", "your stock keeping unit; without it the order is held"),
            new Column("title", false, false, "Lamp", "what the buyer sees"),
            new Column("quantity", true, false, "2", "whole units, at least 1"),
            new Column("unit_price", true, false, "19.99", "price of one unit before discount"),
            new Column("line_discount", false, false, "0", "discount on the whole line"),
            new Column("line_tax", false, false, "3.30", "tax on the whole line"),
            of("shipping", "7.50", "shipping charge of the whole order; repeated on further rows it counts once"),
            of("shipping_method", "Ground", "the service that the buyer chose"),
            of("note", "", "a message for those who pack"),
            new Column(
                    "line_total",
                    false,
                    false,
                    "39.98",
                    "what the buyer pays for the line after discount; may stand in place of unit_price"),
            of("shipping_tax", "0", "tax on shipping; repeated on further rows it counts once"),
            of("tax_included", "no", "yes when prices and shipping hold the tax already"),
            of("status", "paid", "paid, pending, authorized, partially_paid, refunded, voided or cancelled"));

    private static final AddressColumns ADDRESS = new AddressColumns(
            List.of("name"),
            "company",
            "address1",
            List.of("address2"),
            "city",
            "region",
            "postalcode",
            "country",
            "phone");

    private static final List<String> ORDER_KEYS = COLUMNS.stream()
            .filter(Column::ofOrder)
            .map(column -> Header.key(column.name()))
            .toList();

    private static Column of(String name, String example, String meaning) {
        return new Column(name, false, true, example, meaning);
    }

    public static List<Column> columns() {
        return COLUMNS;
    }

    static List<String> columnNames() {
        return COLUMNS.stream().map(Column::name).toList();
    }

    /** The standard column of this name, however it is written. */
    static Optional<String> column(String name) {
        String key = Header.key(name);
        return columnNames().stream()
                .filter(column -> Header.key(column).equals(key))
                .findFirst();
    }

    /** A file to start from: the header and one order of two lines. */
    public static String sampleFile() {
        Map<String, String> second = Map.of(
                "order_number",
                "A-1",
                "sku",
                "SKU-2",
                "title",
                "Bulb",
                "quantity",
                "4",
                "unit_price",
                "2.50",
                "line_discount",
                "1.00",
                "line_tax",
                "0.74",
                "line_total",
                "9.00");
        return String.join(",", columnNames())
                + "\r\n"
                + COLUMNS.stream().map(Column::example).collect(Collectors.joining(","))
                + "\r\n"
                + columnNames().stream()
                        .map(name -> second.getOrDefault(name, ""))
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> required() {
        return Set.of("ordernumber", "quantity");
    }

    @Override
    public boolean fits(Header header) {
        return header.hasAll(required()) && header.hasAny("unitprice", "linetotal") && header.hasAny("sku", "title");
    }

    @Override
    public String orderColumn(Header header) {
        return "ordernumber";
    }

    @Override
    public List<String> amounts() {
        return List.of("unitprice", "linediscount", "linetax", "shipping", "linetotal", "shippingtax");
    }

    @Override
    public List<String> dates() {
        return List.of("orderedat");
    }

    /** Anybody writes this layout, so nothing is usual. */
    @Override
    public @Nullable DecimalMark usualDecimal() {
        return null;
    }

    @Override
    public OrderDraft read(List<Row> rows, Cells cells) {
        Row first = rows.get(0);
        Currency currency = cells.currency(rows, "currency");
        OrderDraft draft = new OrderDraft(
                first.get("ordernumber"),
                currency,
                cells.time(rowWith("orderedat", rows), "orderedat"),
                cells.receivedAt());
        draft.shippingAddress = ADDRESS.read(rowWith("address1", rows), draft);
        Row buyer = rowWith("email", rows);
        if (!buyer.get("email").isEmpty() || !buyer.get("name").isEmpty()) {
            draft.customer = new Customer(
                    null,
                    cells.textOrNull(buyer, "name"),
                    cells.textOrNull(buyer, "email"),
                    cells.textOrNull(buyer, "phone"));
        }
        draft.note = cells.textOrNull(rowWith("note", rows), "note");
        draft.taxesIncluded = cells.isTrue(rowWith("taxincluded", rows), "taxincluded");
        for (Row row : rows) {
            readLine(row, cells, draft);
        }
        readShipping(rows, cells, draft);
        readStatus(rowWith("status", rows), cells, draft);
        flagContradictions(rows, draft);
        return draft;
    }

    private static void readLine(Row row, Cells cells, OrderDraft draft) {
        Currency currency = draft.currency;
        Quantity quantity = cells.quantity(row, "quantity", 1);
        Money discount = cells.charge(row, "linediscount", currency);
        Money tax = cells.charge(row, "linetax", currency);
        OrderDraft.Item item =
                OrderDraft.Item.toShip(cells.skuOrNull(row, "sku", row.get("sku")), row.get("title"), quantity);
        Money total = cells.moneyOrNull(row, "linetotal", currency);
        if (row.get("unitprice").isEmpty()) {
            if (total == null) {
                cells.mistake(row, "unitprice", "the price is missing: fill unit_price or line_total");
                return;
            }
            if (total.isNegative()) {
                cells.mistake(row, "linetotal", "%s can't be negative".formatted(total));
            }
            draft.addLineAtPrice(item, total.plus(discount), discount, tax, Map.of());
            return;
        }
        Money unitPrice = cells.charge(row, "unitprice", currency);
        draft.addLine(item, unitPrice, discount, tax, Map.of());
        Money own = unitPrice.times(quantity.value()).minus(discount);
        if (own.isNegative()) {
            cells.mistake(row, "linediscount", "the discount is more than the price of the line");
        }
        if (total != null && !total.equals(own)) {
            draft.flags.add(new Flag(
                    Flag.Code.TOTAL_MISMATCH,
                    "line %d says a line_total of %s, but its price and discount make %s"
                            .formatted(row.line(), total, own)));
        }
    }

    private static void readShipping(List<Row> rows, Cells cells, OrderDraft draft) {
        Money price = once("shipping", rows, cells, draft);
        Money tax = once("shippingtax", rows, cells, draft);
        String method = rowWith("shippingmethod", rows).get("shippingmethod");
        if (!price.isZero() || !tax.isZero() || !method.isEmpty()) {
            draft.shippingLines.add(new ShippingLine(method, method, price, Money.zero(draft.currency), tax));
        }
    }

    /** An amount of the order: zero and empty cells on other rows mean nothing, an equal amount is a repetition. */
    private static Money once(String key, List<Row> rows, Cells cells, OrderDraft draft) {
        Money amount = Money.zero(draft.currency);
        for (Row row : rows) {
            Money here = cells.charge(row, key, draft.currency);
            if (amount.isZero()) {
                amount = here;
            } else if (!here.isZero() && !here.equals(amount)) {
                draft.suspicious("the rows of the order say %s and %s for %s: the first was taken"
                        .formatted(amount, here, row.header().written(key)));
            }
        }
        return amount;
    }

    private static void readStatus(Row row, Cells cells, OrderDraft draft) {
        String status = Header.key(row.get("status"));
        draft.attribute("status", row.get("status"));
        if (status.equals("cancelled") || status.equals("canceled")) {
            draft.cancellation = new Cancellation(cells.receivedAt(), "");
        } else {
            draft.financialStatus = Arrays.stream(FinancialStatus.values())
                    .filter(known -> Header.key(known.name()).equals(status))
                    .findFirst()
                    .orElse(FinancialStatus.UNKNOWN);
        }
    }

    private static void flagContradictions(List<Row> rows, OrderDraft draft) {
        for (String key : ORDER_KEYS) {
            if (key.equals("shipping") || key.equals("shippingtax")) {
                continue;
            }
            String expected = rowWith(key, rows).get(key);
            for (Row row : rows) {
                String here = row.get(key);
                if (!here.isEmpty() && !here.equals(expected)) {
                    draft.suspicious("the rows of the order disagree on %s: '%s' and, on line %d, '%s'"
                            .formatted(
                                    row.header().written(key).toLowerCase(Locale.ROOT),
                                    InvalidValue.excerpt(expected),
                                    row.line(),
                                    InvalidValue.excerpt(here)));
                    break;
                }
            }
        }
    }

    /** The first row that fills the column, else the first row. */
    static Row rowWith(String key, List<Row> rows) {
        for (Row row : rows) {
            if (!row.get(key).isEmpty()) {
                return row;
            }
        }
        return rows.get(0);
    }
}
