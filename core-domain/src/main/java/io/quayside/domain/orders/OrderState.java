package io.quayside.domain.orders;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.inventory.Bundle.Component;
import io.quayside.domain.kernel.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is kept of an order; what repositories store and give back.
 *
 * @param version 1 when received, one more with each saved change
 * @param content the newest version that the channel told, with the merchant's own edits on top
 * @param allocations stock held for it now
 * @param flags those of the content and those that we found
 * @param heldBy why a person or a rule holds it, in sentences; empty when free
 * @param decisions what people at the merchant decided
 * @param unmappedSkus SKUs it wants that were not in the catalog at the last look
 * @param resolution what its lines stand for; null in documents from before there was any
 * @param lostSkus SKUs of which a count took units away that it still misses
 * @param shipmentSeen whether any version that the channel ever told is evidence of a shipment, even one that came too late to
 *     count
 * @param rawPayload where the newest payload is kept, see {@link IncomingOrder}
 */
public record OrderState(
        OrderId id,
        ConnectionId connectionId,
        Platform channel,
        long version,
        OrderStatus status,
        Instant importedAt,
        Instant modifiedAt,
        CanonicalOrder content,
        List<Allocation> allocations,
        List<Flag> flags,
        List<String> heldBy,
        MerchantDecisions decisions,
        List<Sku> unmappedSkus,
        Resolution resolution,
        List<Sku> lostSkus,
        boolean shipmentSeen,
        @Nullable UUID rawPayload) {
    @SuppressWarnings("NullAway")
    public OrderState {
        resolution = resolution == null ? Resolution.NONE : resolution;
        allocations = List.copyOf(allocations);
        flags = List.copyOf(flags);
        heldBy = List.copyOf(heldBy);
        unmappedSkus = List.copyOf(unmappedSkus);
        lostSkus = List.copyOf(lostSkus);
    }

    OrderState at(long newVersion, Instant newModifiedAt) {
        return new OrderState(
                id,
                connectionId,
                channel,
                newVersion,
                status,
                importedAt,
                newModifiedAt,
                content,
                allocations,
                flags,
                heldBy,
                decisions,
                unmappedSkus,
                resolution,
                lostSkus,
                shipmentSeen,
                rawPayload);
    }

    /** The content with what was shipped from here and the channel does not tell yet, and without what is not shipped. */
    public CanonicalOrder effective() {
        return resolution.applied(decisions.withShipments(content));
    }

    /** Units of stock in one unit of the line; none when it takes no stock or is not in the catalog. */
    public List<Component> needOf(CanonicalOrder.Line line) {
        boolean stocked = line.requiresShipping() && !line.giftCard() && line.fulfilledBy() == FulfilledBy.MERCHANT;
        return stocked
                ? resolution.partsOf(line).stream()
                        .filter(part -> !unmappedSkus.contains(part.sku()))
                        .toList()
                : List.of();
    }

    /**
     * How what is to be shipped is divided, the rest first, as {@link ShipGroups#REST}; none when everything leaves
     * together. Groups of which nothing is left are not in it.
     */
    public List<ShipGroup> shipGroups() {
        return OrderRules.shipGroups(this);
    }

    public ShipGroup.Status statusOf(ShipGroup group) {
        return OrderRules.statusOf(group, this);
    }

    /** Since when nothing of it is left to do; empty while there is. What a platform's rule for personal data counts from. */
    public Optional<Instant> doneAt() {
        return OrderRules.doneAt(this);
    }

    OrderState with(CanonicalOrder newContent, MerchantDecisions newDecisions) {
        return new OrderState(
                id,
                connectionId,
                channel,
                version,
                status,
                importedAt,
                modifiedAt,
                newContent,
                allocations,
                flags,
                heldBy,
                newDecisions,
                unmappedSkus,
                resolution,
                lostSkus,
                shipmentSeen,
                rawPayload);
    }

    OrderState withRawPayload(@Nullable UUID payload) {
        return new OrderState(
                id,
                connectionId,
                channel,
                version,
                status,
                importedAt,
                modifiedAt,
                content,
                allocations,
                flags,
                heldBy,
                decisions,
                unmappedSkus,
                resolution,
                lostSkus,
                shipmentSeen,
                payload);
    }

    OrderState withShipmentSeen() {
        return new OrderState(
                id,
                connectionId,
                channel,
                version,
                status,
                importedAt,
                modifiedAt,
                content,
                allocations,
                flags,
                heldBy,
                decisions,
                unmappedSkus,
                resolution,
                lostSkus,
                true,
                rawPayload);
    }

    OrderState withUnmappedSkus(List<Sku> skus) {
        return new OrderState(
                id,
                connectionId,
                channel,
                version,
                status,
                importedAt,
                modifiedAt,
                content,
                allocations,
                flags,
                heldBy,
                decisions,
                skus,
                resolution,
                lostSkus,
                shipmentSeen,
                rawPayload);
    }

    OrderState withResolution(Resolution newResolution) {
        return new OrderState(
                id,
                connectionId,
                channel,
                version,
                status,
                importedAt,
                modifiedAt,
                content,
                allocations,
                flags,
                heldBy,
                decisions,
                unmappedSkus,
                newResolution,
                lostSkus,
                shipmentSeen,
                rawPayload);
    }

    OrderState withLostSku(Sku sku) {
        if (lostSkus.contains(sku)) {
            return this;
        }
        List<Sku> lost = new ArrayList<>(lostSkus);
        lost.add(sku);
        return new OrderState(
                id,
                connectionId,
                channel,
                version,
                status,
                importedAt,
                modifiedAt,
                content,
                allocations,
                flags,
                heldBy,
                decisions,
                unmappedSkus,
                resolution,
                lost,
                shipmentSeen,
                rawPayload);
    }

    /** All that follows from the rest. */
    OrderState derived(
            OrderStatus newStatus,
            List<Allocation> newAllocations,
            List<Flag> newFlags,
            List<String> newHeldBy,
            MerchantDecisions newDecisions,
            List<Sku> newUnmapped,
            List<Sku> newLost) {
        return new OrderState(
                id,
                connectionId,
                channel,
                version,
                newStatus,
                importedAt,
                modifiedAt,
                content,
                newAllocations,
                newFlags,
                newHeldBy,
                newDecisions,
                newUnmapped,
                resolution,
                newLost,
                shipmentSeen,
                rawPayload);
    }
}
