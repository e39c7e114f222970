package io.quayside.domain.orders;

import io.quayside.domain.kernel.Address;
import io.quayside.domain.orders.CanonicalOrder.Customer;
import io.quayside.domain.orders.OrderEvent.FieldChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What differs between two versions of an order, field by field, for its timeline. */
final class ContentChanges {
    private static final int LONGEST = 200;
    private final List<FieldChange> changes = new ArrayList<>();

    private ContentChanges() {}

    /** Everything but the version itself ({@code changedAt}, {@code sequence}). */
    static List<FieldChange> between(CanonicalOrder before, CanonicalOrder after) {
        ContentChanges found = new ContentChanges();
        found.head(before, after);
        found.lines(before, after);
        found.note("shippingLines", before.shippingLines(), after.shippingLines());
        found.note("fulfillments", before.fulfillments(), after.fulfillments());
        found.note("refunds", before.refunds(), after.refunds());
        found.note("flags", before.flags(), after.flags());
        found.each("attributes", before.attributes(), after.attributes());
        return found.changes;
    }

    private void head(CanonicalOrder before, CanonicalOrder after) {
        note("number", before.number(), after.number());
        note("placedAt", before.placedAt(), after.placedAt());
        note("test", before.test(), after.test());
        note("cancellation", before.cancellation(), after.cancellation());
        note("closed", before.closed(), after.closed());
        note("financialStatus", before.financialStatus(), after.financialStatus());
        note("currency", before.currency(), after.currency());
        note("taxesIncluded", before.taxesIncluded(), after.taxesIncluded());
        if (!before.totals().equals(after.totals())) {
            note("totals.lines", before.totals().lines(), after.totals().lines());
            note("totals.discounts", before.totals().discounts(), after.totals().discounts());
            note("totals.shipping", before.totals().shipping(), after.totals().shipping());
            note("totals.tax", before.totals().tax(), after.totals().tax());
            note(
                    "totals.adjustments",
                    before.totals().adjustments(),
                    after.totals().adjustments());
            note(
                    "totals.grandTotal",
                    before.totals().grandTotal(),
                    after.totals().grandTotal());
            note("totals.refunded", before.totals().refunded(), after.totals().refunded());
        }
        customer(before.customer(), after.customer());
        address("shippingAddress", before.shippingAddress(), after.shippingAddress());
        address("billingAddress", before.billingAddress(), after.billingAddress());
        note("shipBy", before.shipBy(), after.shipBy());
        note("deliverBy", before.deliverBy(), after.deliverBy());
        note("note", before.note(), after.note());
        note("tags", before.tags(), after.tags());
    }

    /** By name only: e-mail addresses and phone numbers stay out of events. */
    private void customer(@Nullable Customer before, @Nullable Customer after) {
        if (!Objects.equals(before, after)) {
            changes.add(new FieldChange(
                    "customer",
                    before == null ? null : text(before.name()),
                    after == null ? null : text(after.name())));
        }
    }

    private void lines(CanonicalOrder before, CanonicalOrder after) {
        if (before.lines().equals(after.lines())) {
            return;
        }
        Map<String, CanonicalOrder.Line> gone = new LinkedHashMap<>();
        before.lines().forEach(line -> gone.put(line.externalId(), line));
        for (CanonicalOrder.Line line : after.lines()) {
            CanonicalOrder.Line old = gone.remove(line.externalId());
            String field = "lines[" + line.externalId() + "]";
            if (old == null) {
                changes.add(new FieldChange(field, null, inShort(line)));
            } else if (!old.equals(line)) {
                line(field, old, line);
            }
        }
        gone.forEach((id, line) -> changes.add(new FieldChange("lines[" + id + "]", inShort(line), null)));
    }

    private void line(String field, CanonicalOrder.Line before, CanonicalOrder.Line after) {
        note(field + ".sku", before.sku(), after.sku());
        note(field + ".title", before.title(), after.title());
        note(field + ".quantity", before.quantity(), after.quantity());
        note(field + ".fulfillableQuantity", before.fulfillableQuantity(), after.fulfillableQuantity());
        note(field + ".unitPrice", before.unitPrice(), after.unitPrice());
        note(field + ".discount", before.discount(), after.discount());
        note(field + ".tax", before.tax(), after.tax());
        note(field + ".total", before.total(), after.total());
        note(field + ".requiresShipping", before.requiresShipping(), after.requiresShipping());
        note(field + ".giftCard", before.giftCard(), after.giftCard());
        note(field + ".fulfilledBy", before.fulfilledBy(), after.fulfilledBy());
        each(field + ".properties", before.properties(), after.properties());
    }

    private static String inShort(CanonicalOrder.Line line) {
        return cut("%s × %s".formatted(line.quantity(), line.sku() == null ? line.title() : line.sku()));
    }

    private void address(String field, @Nullable Address before, @Nullable Address after) {
        if (!Objects.equals(before, after)) {
            changes.add(new FieldChange(field, inShort(before), inShort(after)));
        }
    }

    private static @Nullable String inShort(@Nullable Address address) {
        if (address == null) {
            return null;
        }
        return cut(Stream.of(
                        address.name(),
                        address.company(),
                        address.line1(),
                        address.line2(),
                        address.postalCode(),
                        address.city(),
                        address.region(),
                        address.countryCode(),
                        address.phone())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", ")));
    }

    private void each(String field, Map<String, String> before, Map<String, String> after) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.forEach(name -> note(field + "." + name, before.get(name), after.get(name)));
    }

    private void note(String field, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            changes.add(new FieldChange(field, text(before), text(after)));
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : cut(value.toString());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
