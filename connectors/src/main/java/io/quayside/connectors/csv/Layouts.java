package io.quayside.connectors.csv;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All layouts; a new one is a class of its own and an entry here. */
final class Layouts {
    static final String CUSTOM = "custom";

    /** Columns of a layout, of which one or two are in many files. */
    private static final int ENOUGH_TO_TELL = 3;

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

    /** @param missing the only column that keeps a file from being of this layout */
    record Nearly(Layout layout, String missing) {}

    /** A platform's own layout of which a column was left out, such as the prices for those who only pack. */
    static Optional<Nearly> nearlyOf(Header header) {
        return ALL.stream()
                .filter(layout -> !layout.name().equals(StandardLayout.NAME))
                .flatMap(layout -> nearly(layout, header).stream())
                .findFirst();
    }

    private static Optional<Nearly> nearly(Layout layout, Header header) {
        List<String> missing =
                layout.required().stream().filter(column -> !header.has(column)).toList();
        long known = Stream.of(layout.required(), layout.amounts(), layout.dates())
                .flatMap(Collection::stream)
                .distinct()
                .filter(header::has)
                .count();
        return missing.size() == 1 && known >= ENOUGH_TO_TELL
                ? Optional.of(new Nearly(layout, missing.get(0)))
                : Optional.empty();
    }

    static Optional<Layout> of(Header header) {
        return ALL.stream().filter(layout -> layout.fits(header)).findFirst();
    }
}
