package io.quayside.connectors.shopify;

import io.quayside.connectors.payload.PayloadNode;
import io.quayside.connectors.shopify.ShopifyPayloads.Adjustment;
import io.quayside.connectors.shopify.ShopifyPayloads.Customer;
import io.quayside.connectors.shopify.ShopifyPayloads.RefundLine;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What both shapes of an order have in common; pure functions. */
final class ShopifyOrderParts {
    private static final BigDecimal EXACT_IN_JAVASCRIPT = BigDecimal.valueOf(1L << 53);
    private static final Map<String, String> COUNTRY_CODES = Stream.of(Locale.getISOCountries())
            .collect(Collectors.toUnmodifiableMap(
                    code -> new Locale("", code)
                            .getDisplayCountry(Locale.ENGLISH)
                            .toLowerCase(Locale.ROOT),
                    Function.identity(),
                    (first, second) -> first));

    private ShopifyOrderParts() {}

    /**
     * Shopify sells a bundle by its components: each is a line of its own, with its own SKU and its share of the price. The
     * bundle is kept beside them, for those who pack.
     *
     * @param id of the bundle in this order; null for a line that is in none
     */
    static Map<String, String> inBundle(
            Map<String, String> properties, @Nullable String id, @Nullable String title, @Nullable String sku) {
        if (id == null) {
            return properties;
        }
        Map<String, String> more = new TreeMap<>(properties);
        more.putIfAbsent("bundleId", id);
        if (title != null) {
            more.putIfAbsent("bundle", title);
        }
        if (sku != null) {
            more.putIfAbsent("bundleSku", sku);
        }
        return more;
    }

    /** @throws Unreadable naming the field when neither place holds an ISO 4217 code */
    static Currency currency(PayloadNode named, PayloadNode inSet) {
        PayloadNode place = named.isAbsent() ? inSet : named;
        String code = place.text();
        if (code == null) {
            throw new Unreadable(named.path(), "is missing: without it no amount can be read");
        }
        try {
            return Money.currency(code);
        } catch (InvalidValue e) {
            throw new Unreadable(place.path(), String.valueOf(e.getMessage()));
        }
    }

    /** @throws Unreadable naming the fields unless none is missing */
    static void refuseWithout(List<String> missing, PayloadNode order) {
        if (!missing.isEmpty()) {
            String names = String.join(", ", missing);
            throw new Unreadable(
                    order.at(missing.get(0)).path(),
                    "this is only a part of an order: %s %s missing; let the webhook or query send all fields"
                            .formatted(names, missing.size() == 1 ? "is" : "are"));
        }
    }

    static String exactId(PayloadNode order) {
        String id = exactLineId(order);
        if (id == null) {
            throw new Unreadable(order.at("id").path(), "is not an order's id");
        }
        return id;
    }

    /**
     * Programs in JavaScript between Shopify and us round ids beyond 2⁵³; the text beside the number is still exact, so
     * for those it wins.
     */
    static @Nullable String exactLineId(PayloadNode node) {
        String id = node.at("id").id();
        String gid = node.at("admin_graphql_api_id").id();
        boolean mayBeRounded = id != null
                && gid != null
                && id.matches("\\d{16,30}")
                && gid.matches("\\d{16,30}")
                && new BigDecimal(id).compareTo(EXACT_IN_JAVASCRIPT) > 0;
        return mayBeRounded ? gid : id;
    }

    static @Nullable String fullName(PayloadNode person, String first, String last) {
        String name = Stream.of(person.at(first).text(), person.at(last).text())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return name.isBlank() ? null : name;
    }

    static @Nullable Customer customer(
            @Nullable String id, @Nullable String name, @Nullable String email, @Nullable String phone) {
        boolean known = Stream.of(id, name, email, phone).anyMatch(Objects::nonNull);
        return known ? new Customer(id, name, email, phone) : null;
    }

    /** @param codes how this shape ends the names of code fields: {@code country_code} or {@code countryCodeV2} */
    static @Nullable Address address(PayloadNode address, String codes) {
        if (!address.isObject()) {
            return null;
        }
        boolean rest = codes.equals("_code");
        String name = address.at("name").text();
        String region = address.at("province" + (rest ? codes : "Code")).text();
        PayloadNode country = rest || address.has("country" + codes)
                ? address.at("country" + codes)
                : address.at("countryCode"); // as queries of older versions ask for it
        Address candidate = new Address(
                name != null
                        ? name
                        : fullName(address, rest ? "first_name" : "firstName", rest ? "last_name" : "lastName"),
                address.at("company").text(),
                address.at("address1").text(),
                address.at("address2").text(),
                address.at("city").text(),
                region != null ? region : address.at("province").text(),
                address.at("zip").text(),
                countryCode(country.text(), address.at("country")),
                address.at("phone").text());
        return Address.ofParts(candidate).orElse(null);
    }

    private static @Nullable String countryCode(@Nullable String code, PayloadNode country) {
        if (code != null && code.strip().length() == 2) {
            return code.strip().toUpperCase(Locale.ROOT);
        }
        String name = country.text();
        return name == null ? null : COUNTRY_CODES.get(name.strip().toLowerCase(Locale.ROOT));
    }

    /** What a refund's lines and adjustments are worth in the shop's currency. */
    static Money worth(List<RefundLine> lines, List<Adjustment> adjustments, boolean taxesIncluded, Currency currency) {
        Money sum = Money.zero(currency);
        for (RefundLine line : lines) {
            sum = line.subtotal() == null ? sum : sum.plus(line.subtotal());
            sum = taxesIncluded || line.tax() == null ? sum : sum.plus(line.tax());
        }
        for (Adjustment adjustment : adjustments) {
            sum = sum.minus(adjustment.amount()).minus(adjustment.tax());
        }
        return sum;
    }
}
