package io.quayside.connectors.shopify;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quayside.connectors.spi.CanonicalJson;
import io.quayside.domain.orders.CanonicalOrder;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every {@code <case>.in.json} becomes its {@code <case>.out.json}. What came out instead lies in
 * {@code target/golden/shopify}, to be read before it is copied over.
 */
class ShopifyGoldenTest {
    private static final ObjectMapper JSON = CanonicalJson.mapper()
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    static List<String> cases() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(ShopifyGoldenTest.class.getResource("/shopify/orders"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".in.json"))
                    .map(name -> name.substring(0, name.length() - ".in.json".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void translates(String name) throws IOException {
        List<CanonicalOrder> orders = ShopifyExamples.translate(ShopifyExamples.resource("orders/" + name + ".in.json"))
                .orders();

        String actual = json(orders);
        Path copy = Path.of("target/golden/shopify", name + ".out.json");
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, actual + "\n");
        String expected = new String(ShopifyExamples.resource("orders/" + name + ".out.json"), StandardCharsets.UTF_8);
        assertThatJson(actual).isEqualTo(expected);
        for (CanonicalOrder order : orders) { // what is stored comes back the same
            assertThat(JSON.readValue(JSON.writeValueAsString(order), CanonicalOrder.class))
                    .isEqualTo(order);
        }
    }

    private static String json(List<CanonicalOrder> orders) throws JsonProcessingException {
        return JSON.writeValueAsString(orders.size() == 1 ? orders.get(0) : orders);
    }
}
