package io.quayside.domain.orders;

import io.quayside.domain.integrations.ChannelItem;
import io.quayside.domain.integrations.MappingEvent.SkuMapped;
import io.quayside.domain.integrations.SkuMapping;
import io.quayside.domain.integrations.SkuMappings;
import io.quayside.domain.inventory.Bundle;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.Catalog.Candidate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what the lines of orders stand for: a person's mapping first, then the equal SKU, then a mapping that was found
 * before, then what can be found now ({@link #match}). One look-up for all orders, and two more calls only when there is
 * something that nobody knows. Runs in the caller's unit of work, orders locked and stock not yet.
 */
final class ResolveLines {
    private final Catalog catalog;
    private final SkuMappings mappings;

    ResolveLines(Catalog catalog, SkuMappings mappings) {
        this.catalog = catalog;
        this.mappings = mappings;
    }

    /** @return mappings that were found and kept */
    List<SkuMapped> resolve(TenantId tenant, Collection<Order> orders, Instant now) {
        Map<Order, List<LineQuestion>> questions = new LinkedHashMap<>();
        Set<ChannelItem> items = new HashSet<>();
        for (Order order : orders) {
            List<LineQuestion> ofOrder = order.questions();
            if (!ofOrder.isEmpty()) {
                questions.put(order, ofOrder);
                ofOrder.forEach(question -> items.addAll(question.names()));
            }
        }
        if (questions.isEmpty()) {
            return List.of();
        }
        Catalog.Found found = catalog.look(tenant, items);
        List<LineQuestion> open = new ArrayList<>();
        questions.values().forEach(ofOrder -> ofOrder.stream()
                .filter(question -> answer(question, found).isEmpty())
                .forEach(open::add));
        Matches matches = open.isEmpty() ? Matches.NONE : match(tenant, open);
        questions.forEach((order, ofOrder) -> {
            Map<String, Resolution.Line> answers = new HashMap<>();
            for (LineQuestion question : ofOrder) {
                answers.put(question.lineId(), answer(question, found).orElseGet(() -> matches.answer(question)));
            }
            order.resolved(answers, now);
        });
        return matches.kept();
    }

    private static Optional<Resolution.Line> answer(LineQuestion question, Catalog.Found found) {
        SkuMapping mapping = question.names().stream()
                .map(found.mappings()::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        Sku sku = question.sku();
        Sku equal = sku != null && found.known().has(sku) ? sku : null;
        if (mapping != null && (mapping.isByHand() || equal == null)) {
            Sku product = mapping.product();
            return Optional.of(
                    product == null
                            ? Resolution.Line.decided(mapping.use())
                            : Resolution.Line.product(product, found.known().bundle(product)));
        }
        return Optional.ofNullable(equal)
                .map(own -> Resolution.Line.product(own, found.known().bundle(own)));
    }

    /**
     * The SKU with other capitals if one product alone has it, else the barcode if one product alone has it. What might
     * be several products is told and left to a person (field-lesson 28). A title alone is never taken for an identity.
     */
    private Matches match(TenantId tenant, List<LineQuestion> open) {
        Set<Sku> skus = new HashSet<>();
        Set<String> barcodes = new HashSet<>();
        for (LineQuestion question : open) {
            Optional.ofNullable(question.sku()).ifPresent(skus::add);
            Optional.ofNullable(question.barcode()).ifPresent(barcodes::add);
        }
        if (skus.isEmpty() && barcodes.isEmpty()) {
            return Matches.NONE;
        }
        List<Candidate> similar = catalog.similar(tenant, skus, barcodes);
        if (similar.isEmpty()) {
            return Matches.NONE;
        }
        Matches matches = new Matches(new HashMap<>(), new HashMap<>());
        open.forEach(question -> matches.judge(question, similar));
        if (!matches.mappings.isEmpty()) {
            mappings.addMissing(
                    tenant,
                    matches.mappings.values().stream()
                            .map(Matches.Match::mapping)
                            .toList());
        }
        return matches;
    }

    /**
     * @param mappings those found, by item
     * @param candidates what the others might be, by item
     */
    private record Matches(Map<ChannelItem, Match> mappings, Map<ChannelItem, List<Sku>> candidates) {
        static final Matches NONE = new Matches(Map.of(), Map.of());

        record Match(SkuMapping mapping, Sku product, @Nullable Bundle bundle) {}

        void judge(LineQuestion question, List<Candidate> similar) {
            if (question.names().isEmpty()) {
                return;
            }
            ChannelItem item = question.names().get(0);
            Sku sku = question.sku();
            List<Candidate> bySku = sku == null
                    ? List.of()
                    : similar.stream()
                            .filter(candidate -> candidate.sku().value().equalsIgnoreCase(sku.value()))
                            .toList();
            List<Candidate> byBarcode = question.barcode() == null
                    ? List.of()
                    : similar.stream()
                            .filter(candidate -> question.barcode().equals(candidate.barcode()))
                            .toList();
            List<Candidate> best = bySku.isEmpty() ? byBarcode : bySku;
            if (best.size() == 1 && item.kind() != ChannelItem.Kind.TITLE) {
                Candidate found = best.get(0);
                SkuMapping.Origin origin = bySku.isEmpty() ? SkuMapping.Origin.BARCODE : SkuMapping.Origin.EQUAL_SKU;
                mappings.put(
                        item, new Match(SkuMapping.toProduct(item, found.sku(), origin), found.sku(), found.bundle()));
            } else if (!best.isEmpty()) {
                candidates.put(item, best.stream().map(Candidate::sku).sorted().toList());
            }
        }

        Resolution.Line answer(LineQuestion question) {
            if (question.names().isEmpty()) {
                return Resolution.Line.unknown(List.of());
            }
            ChannelItem item = question.names().get(0);
            Match match = mappings.get(item);
            return match == null
                    ? Resolution.Line.unknown(candidates.getOrDefault(item, List.of()))
                    : Resolution.Line.product(match.product(), match.bundle());
        }

        List<SkuMapped> kept() {
            return mappings.values().stream()
                    .map(match -> SkuMapped.of(match.mapping()))
                    .toList();
        }
    }
}
