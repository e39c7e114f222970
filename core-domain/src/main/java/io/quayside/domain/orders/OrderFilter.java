package io.quayside.domain.orders;

import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which orders of a connection are taken in. The others are kept as ignored, with the reason: visible, but without
 * stock and without shipment. An order that a part can't judge, such as one without an address, passes that part, since
 * nothing may be left unshipped by a guess.
 *
 * @param countries where it goes to, or where the bill goes when nothing is shipped; ISO 3166 codes
 * @param tags with {@code only}, an order has at least one of them; with {@code except}, none
 * @param skus with {@code only}, at least one line is of them; with {@code except}, not all lines are. {@code *} stands
 *     for any characters
 * @param value of the order's total
 * @param firstOrder orders placed before it are not taken in
 */
public record OrderFilter(Choice countries, Choice tags, Choice skus, ValueRange value, @Nullable Instant firstOrder) {
    /** Takes everything. */
    public static final OrderFilter NONE = new OrderFilter(Choice.ANY, Choice.ANY, Choice.ANY, ValueRange.ANY, null);

    private static final int MOST_NAMES = 1_000;
    private static final int LONGEST_NAME = 255;
    private static final int MOST_NAMED_IN_A_REASON = 5;

    /**
     * Names without regard to case; empty sets choose nothing.
     *
     * @param only those that pass
     * @param except those that don't
     */
    public record Choice(Set<String> only, Set<String> except) {
        public static final Choice ANY = new Choice(Set.of(), Set.of());

        /** @throws InvalidValue when a name is too long or there are too many */
        public Choice {
            only = checked(only);
            except = checked(except);
        }

        private static Set<String> checked(Set<String> names) {
            if (names.size() > MOST_NAMES) {
                throw new InvalidValue("has more than %d entries".formatted(MOST_NAMES));
            }
            if (names.stream().anyMatch(name -> name.isBlank() || name.length() > LONGEST_NAME)) {
                throw new InvalidValue(
                        "has an entry that is empty or longer than %d characters".formatted(LONGEST_NAME));
            }
            return names.stream()
                    .map(name -> name.strip().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());
        }

        boolean isAny() {
            return only.isEmpty() && except.isEmpty();
        }
    }

    /**
     * @param from the least that passes, absent when there is none; amounts of orders in another currency than that of
     *     the limit are not compared
     * @param to the most that passes
     */
    public record ValueRange(@Nullable Limit from, @Nullable Limit to) {
        public static final ValueRange ANY = new ValueRange(null, null);

        /** @param currency absent for the order's own, whatever it is */
        public record Limit(BigDecimal amount, @Nullable String currency) {
            /** @throws InvalidValue when the amount is negative */
            public Limit {
                if (amount.signum() < 0) {
                    throw new InvalidValue("can't be negative");
                }
            }

            private boolean judges(Money total) {
                return currency == null || currency.equals(total.currency().getCurrencyCode());
            }
        }

        private Optional<String> whyOutside(Money total) {
            if (from != null && from.judges(total) && total.amount().compareTo(from.amount()) < 0) {
                return Optional.of("its total of %s is below %s"
                        .formatted(total, from.amount().toPlainString()));
            }
            if (to != null && to.judges(total) && total.amount().compareTo(to.amount()) > 0) {
                return Optional.of("its total of %s is above %s"
                        .formatted(total, to.amount().toPlainString()));
            }
            return Optional.empty();
        }
    }

    /** Why the order is not taken in, one sentence for people; empty when it is. Pure: the same order, the same answer. */
    public Optional<String> whyIgnored(CanonicalOrder order) {
        return tooOld(order)
                .or(() -> byCountry(order))
                .or(() -> byTag(order))
                .or(() -> bySku(order))
                .or(() -> value.whyOutside(order.totals().grandTotal()))
                .map("Ignored by this connection's filter: %s."::formatted);
    }

    private Optional<String> tooOld(CanonicalOrder order) {
        return firstOrder != null && order.placedAt().isBefore(firstOrder)
                ? Optional.of("it was placed at %s, before the earliest order date %s"
                        .formatted(order.placedAt(), firstOrder))
                : Optional.empty();
    }

    private Optional<String> byCountry(CanonicalOrder order) {
        Address address = order.shippingAddress() == null ? order.billingAddress() : order.shippingAddress();
        if (countries.isAny() || address == null || address.countryCode() == null) {
            return Optional.empty();
        }
        String country = address.countryCode();
        if (isOneOf(country, countries.except())) {
            return Optional.of("orders to %s are excluded".formatted(country));
        }
        return countries.only().isEmpty() || isOneOf(country, countries.only())
                ? Optional.empty()
                : Optional.of(
                        "it goes to %s, and only %s are taken in".formatted(country, named(countries.only(), true)));
    }

    private Optional<String> byTag(CanonicalOrder order) {
        for (String tag : order.tags()) {
            if (isOneOf(tag, tags.except())) {
                return Optional.of("orders with the tag '%s' are excluded".formatted(InvalidValue.excerpt(tag)));
            }
        }
        return tags.only().isEmpty() || order.tags().stream().anyMatch(tag -> isOneOf(tag, tags.only()))
                ? Optional.empty()
                : Optional.of("it has none of the tags %s".formatted(named(tags.only(), false)));
    }

    private Optional<String> bySku(CanonicalOrder order) {
        List<String> found = new ArrayList<>();
        for (CanonicalOrder.Line line : order.lines()) {
            if (line.sku() != null) {
                found.add(line.sku().value());
            }
        }
        if (skus.isAny() || found.size() < order.lines().size() || found.isEmpty()) {
            return Optional.empty(); // a line without a SKU can't be judged
        }
        if (!skus.except().isEmpty() && found.stream().allMatch(sku -> isOneOf(sku, skus.except()))) {
            return Optional.of("all of its lines are of excluded SKUs");
        }
        return skus.only().isEmpty() || found.stream().anyMatch(sku -> isOneOf(sku, skus.only()))
                ? Optional.empty()
                : Optional.of("none of its lines is of the SKUs %s".formatted(named(skus.only(), false)));
    }

    private static String named(Collection<String> names, boolean upper) {
        List<String> first = names.stream()
                .sorted()
                .limit(MOST_NAMED_IN_A_REASON)
                .map(name -> upper ? name.toUpperCase(Locale.ROOT) : InvalidValue.excerpt(name))
                .toList();
        String text = String.join(", ", first);
        return names.size() > first.size() ? text + " and %d more".formatted(names.size() - first.size()) : text;
    }

    private static boolean isOneOf(String name, Set<String> names) {
        if (names.isEmpty()) {
            return false;
        }
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return names.contains(lower)
                || names.stream().anyMatch(pattern -> pattern.indexOf('*') >= 0 && matches(pattern, lower));
    }

    /** Stars are taken greedily with one step back, so the time is the product of both lengths at most. */
    private static boolean matches(String pattern, String text) {
        int at = 0;
        int in = 0;
        int star = -1;
        int retry = 0;
        while (in < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                retry = in;
            } else if (at < pattern.length() && pattern.charAt(at) == text.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++retry;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
