package io.quayside.domain.orders;

import io.quayside.domain.integrations.SkuMapping;
import io.quayside.domain.inventory.Bundle;
import io.quayside.domain.inventory.Bundle.Component;
import io.quayside.domain.kernel.Sku;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an order's lines take from stock, as mappings and bundles were when it was last settled. The lines themselves
 * stay as the channel told them.
 *
 * @param lines by line id; a line that is missing here stands for one unit each of its own SKU
 */
public record Resolution(Map<String, Line> lines) {
    public static final Resolution NONE = new Resolution(Map.of());

    public Resolution {
        lines = Map.copyOf(lines);
    }

    /** What a line stands for. */
    public enum Kind {
        PRODUCT,
        SHIP_WITHOUT_STOCK,
        DO_NOT_SHIP,
        /** Nothing that we know, or several things that it might be. */
        UNKNOWN
    }

    /**
     * @param product present for {@link Kind#PRODUCT}
     * @param parts units of stock in one unit of the line: the product itself, or a bundle's components
     * @param candidates products that an unknown line might be
     */
    public record Line(Kind kind, @Nullable Sku product, List<Component> parts, List<Sku> candidates) {
        public Line {
            parts = List.copyOf(parts);
            candidates = List.copyOf(candidates);
        }

        static Line product(Sku product, @Nullable Bundle bundle) {
            return new Line(
                    Kind.PRODUCT,
                    product,
                    bundle == null ? List.of(Component.single(product)) : bundle.components(),
                    List.of());
        }

        static Line decided(SkuMapping.Use use) {
            return new Line(
                    use == SkuMapping.Use.DO_NOT_SHIP ? Kind.DO_NOT_SHIP : Kind.SHIP_WITHOUT_STOCK,
                    null,
                    List.of(),
                    List.of());
        }

        static Line unknown(List<Sku> candidates) {
            return new Line(Kind.UNKNOWN, null, List.of(), candidates);
        }

        /** Whether it says no more than that the line stands for its own SKU. */
        boolean isPlain(@Nullable Sku sku) {
            return kind == Kind.PRODUCT && parts.equals(sku == null ? List.of() : List.of(Component.single(sku)));
        }
    }

    public Optional<Line> of(String lineId) {
        return Optional.ofNullable(lines.get(lineId));
    }

    /** Units of stock in one unit of the line; none when it takes no stock, or nobody knows what it is. */
    public List<Component> partsOf(CanonicalOrder.Line line) {
        Line resolved = lines.get(line.externalId());
        if (resolved != null && resolved.kind() != Kind.UNKNOWN) {
            return resolved.parts();
        }
        return line.sku() == null ? List.of() : List.of(Component.single(line.sku()));
    }

    /** Units of the SKU in one unit of the line; 1 of a SKU that it says nothing of. */
    int unitsPer(String lineId, Sku sku) {
        Line resolved = lines.get(lineId);
        return resolved == null
                ? 1
                : resolved.parts().stream()
                        .filter(part -> part.sku().equals(sku))
                        .mapToInt(part -> part.quantity().value())
                        .findFirst()
                        .orElse(1);
    }

    /** Whether it is settled what the line is. */
    boolean decides(CanonicalOrder.Line line) {
        Line resolved = lines.get(line.externalId());
        return resolved == null ? line.sku() != null : resolved.kind() != Kind.UNKNOWN;
    }

    /** The order without the need to ship what a person said is not shipped. */
    CanonicalOrder applied(CanonicalOrder content) {
        if (lines.values().stream().noneMatch(line -> line.kind() == Kind.DO_NOT_SHIP)) {
            return content;
        }
        return content.withLines(content.lines().stream()
                .map(line -> of(line.externalId())
                                .filter(resolved -> resolved.kind() == Kind.DO_NOT_SHIP)
                                .isPresent()
                        ? line.unshipped()
                        : line)
                .toList());
    }
}
