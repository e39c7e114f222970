package io.quayside.connectors.rest;

import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.CanonicalOrder.Cancellation;
import io.quayside.domain.orders.CanonicalOrder.Customer;
import io.quayside.domain.orders.CanonicalOrder.Line;
import io.quayside.domain.orders.CanonicalOrder.ShippingLine;
import io.quayside.domain.orders.CanonicalOrder.Totals;
import io.quayside.domain.orders.FinancialStatus;
import io.quayside.domain.orders.Flag;
import io.quayside.domain.orders.FulfilledBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one order; lives for it alone. */
final class OrderReading {
    static final int MOST_LINES = 1_000;
    private static final int MOST_ATTRIBUTES = 100;
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_NOTE = 10_000;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    /** Stands in for a currency that could not be read; its four decimals cause no further problems. */
    private static final Currency UNREAD = Currency.getInstance("CLF");

    private final JsonFields fields;
    private final Instant receivedAt;
    private final Currency currency;
    private final List<Flag> flags = new ArrayList<>();

    OrderReading(JsonFields fields, Instant receivedAt) {
        this.fields = fields;
        this.receivedAt = receivedAt;
        this.currency = currency();
    }

    /** @return null when there were problems */
    @Nullable
    CanonicalOrder order(List<InvalidOrder.Problem> problems) {
        String number = fields.text("number", LONGEST_ID);
        String externalId = fields.text("externalId", LONGEST_ID);
        if (externalId == null && number == null && problems.stream().noneMatch(this::isAboutTheId)) {
            fields.problem("externalId", "is required: your own id of the order");
        }
        String id = externalId == null ? String.valueOf(number) : externalId;
        boolean taxesIncluded = fields.flag("taxesIncluded", false);
        List<Line> lines = lines();
        List<ShippingLine> shipping = fields.objects("shippingLines", 100).stream()
                .map(this::shippingLine)
                .toList();
        Instant placedAt = timeOr("placedAt", receivedAt);
        Instant changedAt = timeOr("updatedAt", receivedAt);
        Totals totals = totals(lines, shipping, taxesIncluded);
        Address to = address("shippingAddress");
        Address billedTo = address("billingAddress");
        Customer customer = fields.object("customer").map(this::customer).orElse(null);
        Cancellation cancellation = cancellation(changedAt);
        FinancialStatus payment = fields.oneOf("financialStatus", FinancialStatus.class, FinancialStatus.UNKNOWN);
        Instant shipBy = fields.time("shipBy");
        Instant deliverBy = fields.time("deliverBy");
        String note = fields.text("note", LONGEST_NOTE);
        List<String> tags = fields.texts("tags", MOST_ATTRIBUTES);
        Map<String, String> attributes = texts("attributes");
        boolean test = fields.flag("test", false);
        boolean closed = "CLOSED".equals(fields.text("status", 60));
        long sequence = fields.number("sequence");
        if (!problems.isEmpty()) {
            return null;
        }
        return new CanonicalOrder(
                id,
                number == null ? id : number,
                placedAt,
                changedAt,
                sequence,
                test,
                cancellation,
                closed,
                payment,
                currency,
                taxesIncluded,
                totals,
                customer,
                to,
                billedTo,
                lines,
                shipping,
                shipBy,
                deliverBy,
                note,
                tags,
                attributes,
                flags,
                List.of(),
                List.of());
    }

    private boolean isAboutTheId(InvalidOrder.Problem problem) {
        return problem.field().equals(fields.at("externalId"))
                || problem.field().equals(fields.at("number"));
    }

    private Currency currency() {
        String code = fields.text("currency", 10);
        if (code == null) {
            fields.problem("currency", "is required: an ISO 4217 code such as USD");
            return UNREAD;
        }
        try {
            return Money.currency(code);
        } catch (InvalidValue e) {
            fields.problem("currency", String.valueOf(e.getMessage()));
            return UNREAD;
        }
    }

    private Instant timeOr(String name, Instant otherwise) {
        Instant time = fields.time(name);
        return time == null ? otherwise : time;
    }

    private List<Line> lines() {
        List<JsonFields> given = fields.objects("lines", MOST_LINES);
        if (given.isEmpty()) {
            fields.problem("lines", "at least one line is required, at most %,d are taken".formatted(MOST_LINES));
        }
        List<Line> lines = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonFields line : given) {
            String id = line.textOr("externalId", LONGEST_ID, String.valueOf(lines.size() + 1));
            if (!ids.add(id)) {
                line.problem("externalId", "another line has the same id");
            }
            lines.add(line(id, line));
        }
        return lines;
    }

    private Line line(String id, JsonFields line) {
        Quantity quantity = line.requiredQuantity("quantity");
        if (!line.has("unitPrice")) {
            line.problem("unitPrice", "is required");
        }
        Money price = line.charge("unitPrice", currency);
        Money discount = line.charge("discount", currency);
        Money total = price.times(quantity.value()).minus(discount);
        if (total.isNegative() && !price.isNegative() && !discount.isNegative()) {
            line.problem("discount", "is more than the price of the line");
        }
        Money said = line.moneyOrNull("total", currency);
        if (said != null && !said.equals(total)) {
            mismatch("%s says %s, but price, quantity and discount make %s".formatted(line.at("total"), said, total));
        }
        return new Line(
                id,
                sku(line),
                line.textOr("title", 1_000, ""),
                quantity,
                line.quantity("fulfillableQuantity", 0, quantity),
                price,
                discount,
                line.charge("tax", currency),
                total,
                line.flag("requiresShipping", true),
                line.flag("giftCard", false),
                line.oneOf("fulfilledBy", FulfilledBy.class, FulfilledBy.MERCHANT),
                texts(line, "properties"));
    }

    private static @Nullable Sku sku(JsonFields line) {
        String text = line.text("sku", Sku.LONGEST);
        if (text == null) {
            if (!line.has("sku")) {
                line.problem("sku", "is required");
            }
            return null;
        }
        try {
            return new Sku(text);
        } catch (InvalidValue e) {
            line.problem("sku", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private ShippingLine shippingLine(JsonFields line) {
        String title = line.textOr("title", LONGEST_TEXT, "");
        return new ShippingLine(
                line.textOr("code", LONGEST_TEXT, title),
                title,
                line.charge("price", currency),
                line.charge("discount", currency),
                line.charge("tax", currency));
    }

    /** Each figure as given, else as the lines make it. */
    private Totals totals(List<Line> lines, List<ShippingLine> shipping, boolean taxesIncluded) {
        Money zero = Money.zero(currency);
        Money goods = zero;
        Money discounts = zero;
        Money tax = zero;
        Money freight = zero;
        for (Line line : lines) {
            goods = goods.plus(line.unitPrice().times(line.quantity().value()));
            discounts = discounts.plus(line.discount());
            tax = tax.plus(line.tax());
        }
        for (ShippingLine line : shipping) {
            freight = freight.plus(line.price()).minus(line.discount());
            tax = tax.plus(line.tax());
        }
        Totals computed = new Totals(goods, discounts, freight, tax, zero, zero, zero);
        Totals given = fields.object("totals")
                .map(totals -> new Totals(
                        or(totals.moneyOrNull("lines", currency), computed.lines()),
                        or(totals.moneyOrNull("discounts", currency), computed.discounts()),
                        or(totals.moneyOrNull("shipping", currency), computed.shipping()),
                        or(totals.moneyOrNull("tax", currency), computed.tax()),
                        or(totals.moneyOrNull("adjustments", currency), zero),
                        or(totals.moneyOrNull("grandTotal", currency), zero),
                        totals.charge("refunded", currency)))
                .orElse(computed);
        boolean hasTotal = fields.object("totals")
                .filter(totals -> totals.has("grandTotal"))
                .isPresent();
        Money expected = given.expected(taxesIncluded);
        Money grandTotal = hasTotal ? given.grandTotal() : expected;
        if (!grandTotal.equals(expected) || !given.lines().equals(computed.lines())) {
            mismatch("the order says a total of %s, but its amounts add up to %s"
                    .formatted(grandTotal, computed.expected(taxesIncluded)));
        }
        return new Totals(
                given.lines(),
                given.discounts(),
                given.shipping(),
                given.tax(),
                given.adjustments(),
                grandTotal,
                given.refunded());
    }

    private static Money or(@Nullable Money given, Money computed) {
        return given == null ? computed : given;
    }

    private void mismatch(String detail) {
        flags.add(new Flag(Flag.Code.TOTAL_MISMATCH, detail + ": check the order before it ships"));
    }

    private @Nullable Address address(String name) {
        return fields.object(name)
                .flatMap(address -> {
                    String country = address.text("countryCode", 60);
                    String code = country == null ? null : country.toUpperCase(Locale.ROOT);
                    if (code != null && !COUNTRIES.contains(code)) {
                        address.problem("countryCode", "must be an ISO 3166-1 code of two letters, such as US");
                    }
                    return Address.ofParts(new Address(
                            address.text("name", LONGEST_TEXT),
                            address.text("company", LONGEST_TEXT),
                            address.text("line1", LONGEST_TEXT),
                            address.text("line2", LONGEST_TEXT),
                            address.text("city", LONGEST_TEXT),
                            address.text("region", LONGEST_TEXT),
                            address.text("postalCode", LONGEST_TEXT),
                            code,
                            address.text("phone", LONGEST_TEXT)));
                })
                .orElse(null);
    }

    private Customer customer(JsonFields customer) {
        return new Customer(
                customer.text("externalId", LONGEST_ID),
                customer.text("name", LONGEST_TEXT),
                customer.text("email", LONGEST_TEXT),
                customer.text("phone", LONGEST_TEXT));
    }

    /** As {@code "cancellation":{"at","reason"}}, or just {@code "status":"CANCELLED"}. */
    private @Nullable Cancellation cancellation(Instant changedAt) {
        if (fields.has("cancellation")) {
            return fields.object("cancellation")
                    .map(told -> {
                        Instant at = told.time("at");
                        return new Cancellation(at == null ? changedAt : at, told.textOr("reason", LONGEST_TEXT, ""));
                    })
                    .orElse(null);
        }
        return "CANCELLED".equals(fields.text("status", 60)) ? new Cancellation(changedAt, "") : null;
    }

    private Map<String, String> texts(String name) {
        return texts(fields, name);
    }

    private static Map<String, String> texts(JsonFields parent, String name) {
        Map<String, String> found = new LinkedHashMap<>();
        parent.object(name).ifPresent(object -> {
            List<String> keys = object.names();
            if (keys.size() > MOST_ATTRIBUTES) {
                parent.problem(name, "has %d entries, at most %d are taken".formatted(keys.size(), MOST_ATTRIBUTES));
                return;
            }
            for (String key : keys) {
                String value = object.text(key, LONGEST_NOTE);
                if (key.indexOf('\0') >= 0 || key.isBlank()) {
                    parent.problem(name, "has a key that is empty or holds a NUL character");
                } else if (value != null) {
                    found.put(key, value);
                }
            }
        });
        return found;
    }
}
