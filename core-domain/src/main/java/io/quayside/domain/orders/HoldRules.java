package io.quayside.domain.orders;

import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Sku;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The policies by which we flag orders, each a named function; some flags hold ({@link Flag.Code#holds}). An order is
 * never refused for any of them (field-lessons 1, 15, 16).
 */
final class HoldRules {
    private static final int MOST_CANDIDATES = 5;

    private HoldRules() {}

    /** The channel's own flags first, then ours in a fixed order. */
    static List<Flag> flags(
            CanonicalOrder content,
            boolean open,
            List<Demand> demands,
            List<Sku> unmapped,
            List<Sku> lost,
            Resolution resolution,
            boolean cancelledAfterShipment) {
        List<Flag> flags = new ArrayList<>(content.flags());
        totalMismatch(content).ifPresent(flag -> addUnlessKnown(flags, flag));
        testOrder(content).ifPresent(flag -> addUnlessKnown(flags, flag));
        if (open) {
            missingSkus(content, resolution, flags);
            missingAddress(content).ifPresent(flag -> addUnlessKnown(flags, flag));
            unmapped.forEach(sku -> flags.add(unmappedSku(sku, candidates(content, resolution, sku))));
            for (Demand demand : demands) {
                if (!demand.missing().isZero() && !unmapped.contains(demand.sku())) {
                    if (lost.contains(demand.sku())) {
                        flags.add(stockLost(demand));
                    }
                    flags.add(backordered(demand));
                }
            }
        }
        if (cancelledAfterShipment) {
            flags.add(cancelledAfterShipment());
        }
        return flags;
    }

    /** A person's hold first, then the flags that hold and that nobody has acknowledged. */
    static List<String> heldBy(List<Flag> flags, MerchantDecisions decisions) {
        List<String> reasons = new ArrayList<>();
        if (decisions.holdReason() != null) {
            reasons.add(decisions.holdReason());
        }
        for (Flag flag : flags) {
            if (flag.code().holds() && !decisions.acknowledged().contains(flag)) {
                reasons.add(flag.detail());
            }
        }
        return reasons;
    }

    private static void addUnlessKnown(List<Flag> flags, Flag flag) {
        if (flags.stream().noneMatch(known -> known.code() == flag.code())) {
            flags.add(flag);
        }
    }

    /** Field-lesson 1: the channel's amounts are facts; when they contradict each other a person looks. */
    private static Optional<Flag> totalMismatch(CanonicalOrder content) {
        Money expected = content.totals().expected(content.taxesIncluded());
        Money told = content.totals().grandTotal();
        if (expected.equals(told)) {
            return Optional.empty();
        }
        return Optional.of(new Flag(
                Flag.Code.TOTAL_MISMATCH,
                ("The channel's total is %s, but its lines, discounts, shipping and tax add up to %s (%s apart)."
                                + " Compare with the channel before you ship.")
                        .formatted(told, expected, told.minus(expected))));
    }

    private static Optional<Flag> testOrder(CanonicalOrder content) {
        return content.test()
                ? Optional.of(new Flag(
                        Flag.Code.TEST_ORDER, "The channel marks it as a test. No stock is taken; don't ship it."))
                : Optional.empty();
    }

    /** Field-lesson 16: a custom line is normal, but somebody must say what to ship. */
    private static void missingSkus(CanonicalOrder content, Resolution resolution, List<Flag> flags) {
        if (flags.stream().anyMatch(flag -> flag.code() == Flag.Code.MISSING_SKU)) {
            return;
        }
        for (CanonicalOrder.Line line : content.lines()) {
            if (line.sku() == null && line.needsStock() && !resolution.decides(line)) {
                flags.add(new Flag(
                        Flag.Code.MISSING_SKU,
                        "%s × '%s' (line %s) is to be shipped but names no SKU. Map it to a product, say that it needs no stock, or release the order and pick it by hand."
                                .formatted(line.fulfillableQuantity(), line.title(), line.externalId())));
            }
        }
    }

    private static Optional<Flag> missingAddress(CanonicalOrder content) {
        if (content.lines().stream().noneMatch(CanonicalOrder.Line::needsStock)) {
            return Optional.empty();
        }
        Address address = content.shippingAddress();
        if (address == null) {
            return Optional.of(new Flag(
                    Flag.Code.MISSING_ADDRESS, "Something is to be shipped, but the order has no shipping address."));
        }
        if (address.isDeliverable()) {
            return Optional.empty();
        }
        List<String> missing = new ArrayList<>();
        if (address.line1() == null) {
            missing.add("a street line");
        }
        if (address.city() == null) {
            missing.add("a city");
        }
        if (address.countryCode() == null) {
            missing.add("a country");
        }
        return Optional.of(new Flag(
                Flag.Code.MISSING_ADDRESS,
                "Something is to be shipped, but the shipping address lacks %s."
                        .formatted(String.join(" and ", missing))));
    }

    /** Field-lessons 15 and 28: an unknown product holds its order, not the others, and nobody guesses which it is. */
    private static Flag unmappedSku(Sku sku, List<Sku> candidates) {
        return new Flag(
                Flag.Code.UNMAPPED_SKU,
                candidates.isEmpty()
                        ? "SKU '%s' is not in the catalog. Add it, map it to a product or set its stock, and the order goes on by itself."
                                .formatted(sku)
                        : "SKU '%s' is not in the catalog and may be one of %s. Map it to the right one, and the order goes on by itself."
                                .formatted(
                                        sku,
                                        candidates.stream()
                                                .map(candidate -> "'" + candidate + "'")
                                                .collect(Collectors.joining(", "))));
    }

    private static List<Sku> candidates(CanonicalOrder content, Resolution resolution, Sku sku) {
        return content.lines().stream()
                .filter(line -> sku.equals(line.sku()))
                .flatMap(line -> resolution.of(line.externalId()).stream())
                .flatMap(line -> line.candidates().stream())
                .distinct()
                .limit(MOST_CANDIDATES)
                .toList();
    }

    private static Flag stockLost(Demand demand) {
        return new Flag(
                Flag.Code.STOCK_LOST,
                "A count found fewer units of '%s' than were promised; the order holds %s of %s now."
                        .formatted(demand.sku(), demand.allocated(), demand.wanted()));
    }

    private static Flag backordered(Demand demand) {
        return new Flag(
                Flag.Code.BACKORDERED,
                "%s of %s units of '%s' wait for stock.".formatted(demand.missing(), demand.wanted(), demand.sku()));
    }

    /** Field-lesson 36: the goods are gone, so a person decides. */
    private static Flag cancelledAfterShipment() {
        return new Flag(
                Flag.Code.CHANGED_AFTER_SHIPMENT,
                "It was cancelled after units had been shipped. Stop the parcel or expect a return.");
    }
}
