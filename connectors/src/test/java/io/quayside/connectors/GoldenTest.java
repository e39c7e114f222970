package io.quayside.connectors;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quayside.connectors.spi.CanonicalJson;
import io.quayside.connectors.spi.Connector;
import io.quayside.domain.orders.CanonicalOrder;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every {@code <platform>/orders/<case>.in.json} becomes its {@code <case>.out.json}. What came out instead lies in
 * {@code target/golden}, to be read before it is copied over.
 */
class GoldenTest {
    private static final ObjectMapper JSON = CanonicalJson.mapper()
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    record Case(Connector connector, Path in) {
        String name() {
            return in.getFileName().toString().replace(".in.json", "");
        }

        @Override
        public String toString() {
            return connector.platform() + " " + name();
        }
    }

    static List<Case> cases() throws IOException, URISyntaxException {
        List<Case> cases = new ArrayList<>();
        for (Connector connector : Examples.CONNECTORS) {
            URL folder = GoldenTest.class.getResource("/" + connector.platform() + "/orders");
            assertThat(folder).as("golden files of %s", connector.platform()).isNotNull();
            try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
                files.filter(file -> file.toString().endsWith(".in.json"))
                        .sorted()
                        .forEach(file -> cases.add(new Case(connector, file)));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void translates(Case example) throws IOException {
        List<CanonicalOrder> orders = Examples.translate(example.connector(), Files.readAllBytes(example.in()))
                .orders();

        String actual = JSON.writeValueAsString(orders.size() == 1 ? orders.get(0) : orders);
        Path copy = Path.of("target/golden", example.connector().platform().name(), example.name() + ".out.json");
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, actual + "\n");
        assertThatJson(actual).isEqualTo(Files.readString(example.in().resolveSibling(example.name() + ".out.json")));
        for (CanonicalOrder order : orders) { // what is stored comes back the same
            assertThat(JSON.readValue(JSON.writeValueAsString(order), CanonicalOrder.class))
                    .isEqualTo(order);
        }
    }
}
