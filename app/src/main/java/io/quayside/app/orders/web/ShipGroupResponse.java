package io.quayside.app.orders.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quayside.domain.inventory.Bundle;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.orders.Allocation;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.OrderState;
import io.quayside.domain.orders.ShipGroup;
import io.quayside.domain.orders.Shipment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Units of an order that leave together. Number 1 is what lies in no group of its own.
 *
 * @param status where it stands by itself; an order on hold holds them all
 * @param note for the people who pack it; may be empty
 * @param heldBecause why it waits, null when nothing but stock keeps it
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ShipGroupResponse(
        int number, ShipGroup.Status status, String note, @Nullable String heldBecause, List<GroupedLine> lines) {

    /**
     * @param externalId of the order's line
     * @param allocatedQuantity units, whole ones of a bundle, that stock is reserved for now
     */
    public record GroupedLine(String externalId, Quantity quantity, Quantity allocatedQuantity) {}

    static List<ShipGroupResponse> of(OrderState state, CanonicalOrder content) {
        return state.shipGroups().stream()
                .map(group -> new ShipGroupResponse(
                        group.number(),
                        state.statusOf(group),
                        group.note(),
                        group.heldBecause(),
                        content.lines().stream()
                                .flatMap(line -> group.lines().stream()
                                        .filter(part -> part.lineId().equals(line.externalId()))
                                        .map(part -> line(part, line, group, state)))
                                .toList()))
                .toList();
    }

    private static GroupedLine line(Shipment.Line part, CanonicalOrder.Line line, ShipGroup group, OrderState state) {
        List<Allocation> held = state.allocations().stream()
                .filter(allocation -> allocation.group() == group.number())
                .toList();
        List<Bundle.Component> needed = state.needOf(line);
        return new GroupedLine(
                part.lineId(),
                part.quantity(),
                needed.isEmpty()
                        ? Quantity.ZERO
                        : Quantity.of(Bundle.kits(needed, sku -> OrderResponse.StockedProduct.held(line, sku, held))));
    }
}
