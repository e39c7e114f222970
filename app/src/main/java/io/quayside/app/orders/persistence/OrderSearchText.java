package io.quayside.app.orders.persistence;

import io.quayside.domain.kernel.Address;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.Flag;
import io.quayside.domain.orders.OrderState;
import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words by which a person finds an order: numbers, people, cities, SKUs; lower case, single spaces. A word such as
 * {@code mug-red} or {@code ann@example.com} stands there whole and in its parts, one with accents also without. Flags
 * stand beside them as {@code !backordered}.
 */
final class OrderSearchText {
    private static final int LONGEST_WORD = 100;
    private static final int MOST_WORDS = 200;
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Cntrl}\\u00a0]+");
    private static final Pattern BETWEEN_PARTS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_DIGITS = Pattern.compile("\\D+");

    private final Set<String> words = new LinkedHashSet<>();

    private OrderSearchText() {}

    static String of(OrderState state) {
        CanonicalOrder order = state.content();
        OrderSearchText text = new OrderSearchText();
        state.flags().forEach(flag -> text.words.add(wordOf(flag.code())));
        text.add(order.number());
        text.add(order.externalId());
        if (order.customer() != null) {
            text.add(order.customer().name());
            text.email(order.customer().email());
            text.phone(order.customer().phone());
            text.add(order.customer().externalId());
        }
        text.add(order.shippingAddress());
        text.add(order.billingAddress());
        order.lines().forEach(line -> {
            if (line.sku() != null) {
                text.add(line.sku().value());
            }
        });
        return String.join(" ", text.words);
    }

    /**
     * As a {@code tsquery}: every word of the text begins a word of the order; of the flags one is there.
     *
     * @return empty when nothing is asked for
     */
    static String query(@Nullable String text, Collection<Flag.Code> flags) {
        Set<String> parts = new LinkedHashSet<>();
        for (String word : SPACES.split((text == null ? "" : text).toLowerCase(Locale.ROOT))) {
            if (!word.isEmpty()) {
                parts.add(quoted(marked(word)) + ":*");
            }
        }
        if (!flags.isEmpty()) {
            parts.add("(%s)"
                    .formatted(String.join(
                            " | ",
                            new TreeSet<>(flags)
                                    .stream().map(flag -> quoted(wordOf(flag))).toList())));
        }
        return String.join(" & ", parts);
    }

    private static String wordOf(Flag.Code flag) {
        return "!" + flag.name().toLowerCase(Locale.ROOT);
    }

    static String quoted(String word) {
        String cut = word.length() <= LONGEST_WORD ? word : word.substring(0, LONGEST_WORD);
        return "'" + cut.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /**
     * Whole addresses are set apart: nearly each is a word of its own, and a search for all that begins with {@code anna}
     * would have to look each of them up. By the parts of its name an address is found as well.
     */
    static String marked(String word) {
        return word.indexOf('@') > 0 ? "@" + word : word;
    }

    private void email(@Nullable String email) {
        if (email != null) {
            String word = email.strip().toLowerCase(Locale.ROOT);
            int at = word.indexOf('@');
            SPACES.splitAsStream(marked(word)).forEach(this::addWord);
            BETWEEN_PARTS.splitAsStream(at > 0 ? word.substring(0, at) : word).forEach(this::addWord);
        }
    }

    private void add(@Nullable Address address) {
        if (address != null) {
            add(address.name());
            add(address.company());
            add(address.city());
            add(address.postalCode());
            phone(address.phone());
        }
    }

    private void phone(@Nullable String phone) {
        if (phone != null) {
            add(phone);
            addWord(NO_DIGITS.matcher(phone).replaceAll(""));
        }
    }

    private void add(@Nullable String phrase) {
        if (phrase == null) {
            return;
        }
        for (String word : SPACES.split(phrase.toLowerCase(Locale.ROOT))) {
            addWord(word);
            String plain = ACCENTS.matcher(Normalizer.normalize(word, Normalizer.Form.NFD))
                    .replaceAll("");
            addWord(plain);
            List<String> parts = List.of(BETWEEN_PARTS.split(word));
            if (parts.size() > 1) {
                parts.forEach(this::addWord);
            }
        }
    }

    private void addWord(String word) {
        if (!word.isEmpty() && words.size() < MOST_WORDS) {
            words.add(word.length() <= LONGEST_WORD ? word : word.substring(0, LONGEST_WORD));
        }
    }
}
