package io.quayside.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.Flag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever is done to a good payload, it becomes an order whose totals are honest, or is called unreadable. */
class ShopifyMutationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> CASES = List.of(
            "webhook-paid-with-discount-code",
            "webhook-partial-refund-of-line-and-shipping",
            "webhook-yen-paid-in-dollars",
            "graphql-orders-page");
    private static final List<String> VALUES = List.of(
            "null",
            "\"\"",
            "\"x\"",
            "0",
            "-1",
            "1.5",
            "1e999999999",
            "-0.001",
            "99999999999999999999999999",
            "true",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "[{}]",
            "{\"nodes\":null}",
            "{\"edges\":[{}]}",
            "\"\\u0000\\ud83d\"",
            "\"gid://shopify/Order/\"",
            "\"2026-13-45T99:00:00Z\"",
            "\"+1000000000-12-31T23:59:59Z\"",
            "\"XXX\"");

    @Property(tries = 3_000)
    void neverAnythingButAnOrderOrUnreadable(
            @ForAll("cases") String name, @ForAll("places") int place, @ForAll("values") String value)
            throws JsonProcessingException {
        JsonNode payload = read(ShopifyExamples.resource("orders/" + name + ".in.json"));
        List<Place> places = places(payload);
        places.get(place % places.size()).put(value.equals("(drop)") ? null : JSON.readTree(value));

        try {
            for (CanonicalOrder order : ShopifyExamples.translate(
                            payload.toString().getBytes(StandardCharsets.UTF_8))
                    .orders()) {
                boolean addsUp = order.totals()
                        .expected(order.taxesIncluded())
                        .equals(order.totals().grandTotal());
                assertThat(order.flags().stream().anyMatch(flag -> flag.code() == Flag.Code.TOTAL_MISMATCH))
                        .isNotEqualTo(addsUp);
            }
        } catch (Unreadable e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(500);
        }
    }

    @Property(tries = 500)
    void neverAnythingButUnreadableForBytesOfAnyKind(@ForAll byte[] noise, @ForAll("places") int place) {
        byte[] body = ShopifyExamples.order();
        int from = place % body.length;
        System.arraycopy(noise, 0, body, from, Math.min(noise.length, body.length - from));

        try {
            assertThat(ShopifyExamples.translate(body).orders()).isNotEmpty();
        } catch (Unreadable e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(500);
        }
    }

    @Provide
    Arbitrary<String> cases() {
        return Arbitraries.of(CASES);
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 100_000);
    }

    @Provide
    Arbitrary<String> values() {
        List<String> all = new ArrayList<>(VALUES);
        all.addAll(Arrays.asList("(drop)", "\"" + "9".repeat(300) + "\""));
        return Arbitraries.of(all);
    }

    /** Every field and element of the payload, as something that can be replaced or dropped. */
    private static List<Place> places(JsonNode node) {
        List<Place> found = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> {
                found.add(value -> {
                    if (value == null) {
                        object.remove(name);
                    } else {
                        object.set(name, value);
                    }
                });
                found.addAll(places(object.get(name)));
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                found.add(value -> {
                    if (value == null) {
                        array.remove(index);
                    } else {
                        array.set(index, value);
                    }
                });
                found.addAll(places(array.get(i)));
            }
        }
        return found;
    }

    private interface Place {
        void put(@Nullable JsonNode valueOrNothing);
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
