package io.quayside.domain.orders;

import io.quayside.domain.integrations.ChannelItem;
import io.quayside.domain.kernel.Sku;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What an order's lines are called, and what they turned out to be. Pure. */
final class OrderItems {
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

    private OrderItems() {}

    static List<LineQuestion> questions(OrderState state) {
        List<LineQuestion> questions = new ArrayList<>();
        for (CanonicalOrder.Line line : toShip(state)) {
            questions.add(new LineQuestion(
                    line.externalId(),
                    names(state, line),
                    line.sku(),
                    line.barcode().orElse(null)));
        }
        return questions;
    }

    /** Lines of which units are still to leave, whatever was said about their kind before. */
    private static List<CanonicalOrder.Line> toShip(OrderState state) {
        CanonicalOrder content = state.decisions().withShipments(state.content());
        if (!OrderRules.isOpen(content, state.decisions())) {
            return List.of();
        }
        return content.lines().stream().filter(CanonicalOrder.Line::needsStock).toList();
    }

    private static List<ChannelItem> names(OrderState state, CanonicalOrder.Line line) {
        if (line.sku() != null) {
            return List.of(ChannelItem.sku(state.connectionId(), line.sku()));
        }
        List<ChannelItem> names = new ArrayList<>();
        line.productId()
                .map(OrderItems::printable)
                .filter(id -> !id.isEmpty())
                .ifPresent(id -> names.add(new ChannelItem(state.connectionId(), ChannelItem.Kind.PRODUCT_ID, id)));
        String title = title(line);
        if (!title.isEmpty()) {
            names.add(new ChannelItem(state.connectionId(), ChannelItem.Kind.TITLE, title));
        }
        return names;
    }

    private static String printable(String text) {
        return CONTROLS.matcher(text).replaceAll(" ").strip();
    }

    private static String title(CanonicalOrder.Line line) {
        String title = printable(line.title());
        return title.length() <= ChannelItem.LONGEST
                ? title
                : title.substring(0, ChannelItem.LONGEST).strip();
    }

    /** The answers over what was known before, without what says nothing and without lines that are gone. */
    static Resolution resolution(CanonicalOrder content, Resolution before, Map<String, Resolution.Line> answers) {
        Map<String, Resolution.Line> lines = new HashMap<>();
        for (CanonicalOrder.Line line : content.lines()) {
            Resolution.Line what = answers.getOrDefault(
                    line.externalId(), before.of(line.externalId()).orElse(null));
            if (what != null
                    && !what.isPlain(line.sku())
                    && !(what.kind() == Resolution.Kind.UNKNOWN
                            && what.candidates().isEmpty())) {
                lines.put(line.externalId(), what);
            }
        }
        return new Resolution(lines);
    }

    /** Items of another name than our SKU, and those that nobody knows. */
    static List<OpenItem> open(OrderState state) {
        Map<ChannelItem, OpenItem> items = new LinkedHashMap<>();
        for (CanonicalOrder.Line line : toShip(state)) {
            Sku sku = line.sku();
            Resolution.Line what = state.resolution().of(line.externalId()).orElse(null);
            boolean decided = what != null && what.kind() != Resolution.Kind.UNKNOWN;
            boolean waiting = !decided && (sku == null || state.unmappedSkus().contains(sku));
            if (what == null && !waiting) {
                continue;
            }
            List<ChannelItem> names = names(state, line);
            if (!names.isEmpty()) {
                items.merge(
                        names.get(0),
                        new OpenItem(
                                names.get(0),
                                what == null ? null : what.product(),
                                waiting,
                                line.fulfillableQuantity().value(),
                                title(line),
                                line.barcode().orElse(null)),
                        OrderItems::together);
            }
        }
        return List.copyOf(items.values());
    }

    private static OpenItem together(OpenItem one, OpenItem other) {
        return new OpenItem(
                one.item(),
                one.product(),
                one.waiting() || other.waiting(),
                (int) Math.min(Integer.MAX_VALUE, (long) one.units() + other.units()),
                one.title(),
                one.barcode());
    }
}
