package io.quayside.app.orders.persistence;

import io.quayside.domain.kernel.Address;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.OrderState;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a person may type to find an order: numbers, people, addresses' cities, SKUs; lower case. */
final class OrderSearchText {
    private static final int LONGEST = 2_000;

    private OrderSearchText() {}

    static String of(OrderState state) {
        CanonicalOrder order = state.content();
        Set<String> words = new LinkedHashSet<>();
        add(words, order.number());
        add(words, order.externalId());
        if (order.customer() != null) {
            add(words, order.customer().name());
            add(words, order.customer().email());
            add(words, order.customer().phone());
        }
        add(words, order.shippingAddress());
        add(words, order.billingAddress());
        order.lines().forEach(line -> {
            if (line.sku() != null) {
                add(words, line.sku().value());
            }
        });
        String text = String.join(" ", words).toLowerCase(Locale.ROOT).replace('\0', ' ');
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static void add(Set<String> words, @Nullable Address address) {
        if (address != null) {
            add(words, address.name());
            add(words, address.company());
            add(words, address.city());
            add(words, address.postalCode());
        }
    }

    private static void add(Set<String> words, @Nullable String word) {
        if (word != null && !word.isBlank()) {
            words.add(word.strip());
        }
    }
}
