package io.quayside.domain.inventory;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Sku;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How much of what is available a channel is told of. Applied in this order: share of the locations, buffer, cap.
 *
 * @param buffer units kept back from the channel
 * @param cap the most units it ever sees
 * @param percent share of the available units, 0 to 100
 * @param locations whose stock counts; empty for all
 */
public record StockRule(int buffer, int cap, int percent, Set<LocationId> locations) {
    /** Everything, to the last unit. */
    public static final StockRule ALL = new StockRule(0, Integer.MAX_VALUE, 100, Set.of());

    /** {@code on} or {@code off}: whether the channel is told of stock at all. */
    public static final String SYNC = "stockSync";

    public static final String BUFFER = "stockBuffer";
    public static final String CAP = "stockCap";
    public static final String PERCENT = "stockPercent";
    public static final String LOCATIONS = "stockLocations";

    public StockRule {
        if (buffer < 0 || cap < 0 || percent < 0 || percent > 100) {
            throw new InvalidValue("a stock rule has a buffer and a cap of 0 or more and a share of 0 to 100 percent");
        }
        locations = Set.copyOf(locations);
    }

    /**
     * From a connection's settings; what is absent or empty restricts nothing.
     *
     * @throws InvalidValue naming the setting that can't be read
     */
    public static StockRule of(Map<String, String> settings) {
        return new StockRule(
                number(settings, BUFFER, 0, 1_000_000),
                number(settings, CAP, Integer.MAX_VALUE, 1_000_000),
                number(settings, PERCENT, 100, 100),
                read(settings, LOCATIONS, Set.of(), text -> Arrays.stream(text.split(","))
                        .filter(part -> !part.isBlank())
                        .map(part -> new LocationId(part.strip()))
                        .collect(Collectors.toSet())));
    }

    private static int number(Map<String, String> settings, String name, int otherwise, int most) {
        return read(settings, name, otherwise, text -> {
            if (!text.matches("\\d{1,7}") || Integer.parseInt(text) > most) {
                throw new InvalidValue("%s is a whole number from 0 to %d".formatted(name, most));
            }
            return Integer.parseInt(text);
        });
    }

    private static <T> T read(Map<String, String> settings, String name, T otherwise, Function<String, T> read) {
        String text = settings.getOrDefault(name, "").strip();
        return text.isEmpty() ? otherwise : read.apply(text);
    }

    /** Units that the channel may sell. */
    public int offered(Collection<StockLevel> levels) {
        return told(counted(levels));
    }

    /**
     * Whole kits of these components that the channel may sell: the rule is about kits, as buyers see them.
     *
     * @param levels of each component; one that is missing has none
     */
    public int offered(List<Bundle.Component> components, Map<Sku, ? extends Collection<StockLevel>> levels) {
        return told(Bundle.kits(components, sku -> {
            Collection<StockLevel> ofComponent = levels.get(sku);
            return ofComponent == null ? 0 : counted(ofComponent);
        }));
    }

    private int counted(Collection<StockLevel> levels) {
        long available = levels.stream()
                .filter(level -> locations.isEmpty() || locations.contains(level.location()))
                .mapToLong(level -> level.available().value())
                .sum();
        return (int) Math.min(available, Integer.MAX_VALUE);
    }

    private int told(int available) {
        return (int) Math.min(cap, Math.max(0, (long) available * percent / 100 - buffer));
    }
}
