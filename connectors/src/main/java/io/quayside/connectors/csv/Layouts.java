package io.quayside.connectors.csv;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All layouts; a new one is a class of its own and an entry here. */
final class Layouts {
    static final String CUSTOM = "custom";

    /** Those with the most telling headers come first. */
    private static final List<Layout> ALL = List.of(
            new ShopifyLayout(),
            new AmazonLayout(),
            new ShipStationLayout(),
            new WooCommerceLayout(),
            new StandardLayout());

    private Layouts() {}

    static List<String> names() {
        return Stream.concat(ALL.stream().map(Layout::name), Stream.of(CUSTOM))
                .sorted()
                .toList();
    }

    /** The layout itself for {@code custom} is the standard one, reached through the connection's columns. */
    static Layout named(String name) {
        String wanted = name.equals(CUSTOM) ? StandardLayout.NAME : name;
        return ALL.stream()
                .filter(layout -> layout.name().equals(wanted))
                .findFirst()
                .orElseThrow();
    }

    static Optional<Layout> of(Header header) {
        return ALL.stream().filter(layout -> layout.fits(header)).findFirst();
    }
}
