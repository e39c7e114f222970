package io.quayside.app.orders.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.inventory.Bundle;
import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.orders.Allocation;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.FinancialStatus;
import io.quayside.domain.orders.Flag;
import io.quayside.domain.orders.FulfilledBy;
import io.quayside.domain.orders.MerchantDecisions;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.OrderState;
import io.quayside.domain.orders.OrderStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An order as the API tells it. What is unknown is {@code null}, never left out.
 *
 * @param updatedAt when the channel last changed it
 * @param heldBy why it is held, one sentence each; empty when free
 * @param ignoredBecause why the connection's filter does not take it in
 * @param shipGroups how what is to be shipped is divided; empty when everything leaves together
 * @param personalData whether the buyer's data is here; what is erased is null, but for the area of the addresses
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record OrderResponse(
        OrderId id,
        ConnectionId connectionId,
        Platform channel,
        String externalId,
        String number,
        long version,
        Instant placedAt,
        Instant updatedAt,
        Instant importedAt,
        boolean test,
        OrderStatus status,
        FinancialStatus financialStatus,
        String currency,
        boolean taxesIncluded,
        CanonicalOrder.Totals totals,
        @Nullable Customer customer,
        @Nullable PostalAddress shippingAddress,
        @Nullable PostalAddress billingAddress,
        List<Line> lines,
        List<CanonicalOrder.ShippingLine> shippingLines,
        @Nullable Instant shipBy,
        @Nullable Instant deliverBy,
        @Nullable String note,
        List<String> tags,
        Map<String, String> attributes,
        List<Flag> flags,
        List<Fulfillment> fulfillments,
        List<Refund> refunds,
        List<String> heldBy,
        @Nullable String ignoredBecause,
        List<ShipGroupResponse> shipGroups,
        MerchantDecisions.PersonalData personalData) {

    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Customer(
            @Nullable String externalId, @Nullable String name, @Nullable String email, @Nullable String phone) {
        static @Nullable Customer of(CanonicalOrder.@Nullable Customer customer) {
            return customer == null
                    ? null
                    : new Customer(customer.externalId(), customer.name(), customer.email(), customer.phone());
        }
    }

    /** @param countryCode ISO 3166-1 alpha-2 when known */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record PostalAddress(
            @Nullable String name,
            @Nullable String company,
            @Nullable String line1,
            @Nullable String line2,
            @Nullable String city,
            @Nullable String region,
            @Nullable String postalCode,
            @Nullable String countryCode,
            @Nullable String phone) {
        static @Nullable PostalAddress of(@Nullable Address address) {
            return address == null
                    ? null
                    : new PostalAddress(
                            address.name(),
                            address.company(),
                            address.line1(),
                            address.line2(),
                            address.city(),
                            address.region(),
                            address.postalCode(),
                            address.countryCode(),
                            address.phone());
        }
    }

    /**
     * @param sku as the channel calls it
     * @param allocatedQuantity units of the line, whole ones of a bundle, that stock is reserved for now
     * @param products what it takes from stock; empty when it takes none or nobody knows what it is
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Line(
            String externalId,
            @Nullable Sku sku,
            String title,
            Quantity quantity,
            Quantity fulfillableQuantity,
            Quantity allocatedQuantity,
            Money unitPrice,
            Money discount,
            Money tax,
            Money total,
            boolean requiresShipping,
            boolean giftCard,
            FulfilledBy fulfilledBy,
            Map<String, String> properties,
            List<StockedProduct> products) {
        static Line of(CanonicalOrder.Line line, OrderState state) {
            List<StockedProduct> products = state.needOf(line).stream()
                    .map(part -> StockedProduct.of(part, line, state.allocations()))
                    .toList();
            Quantity allocated = products.isEmpty()
                    ? Quantity.ZERO
                    : Quantity.of(Bundle.kits(
                            state.needOf(line), sku -> StockedProduct.held(line, sku, state.allocations())));
            return new Line(
                    line.externalId(),
                    line.sku(),
                    line.title(),
                    line.quantity(),
                    line.fulfillableQuantity(),
                    allocated,
                    line.unitPrice(),
                    line.discount(),
                    line.tax(),
                    line.total(),
                    line.requiresShipping(),
                    line.giftCard(),
                    line.fulfilledBy(),
                    line.properties(),
                    products);
        }
    }

    /**
     * A product that a line takes from stock.
     *
     * @param quantityEach units in one unit of the line, more than one only in a bundle
     * @param allocatedQuantity units that are reserved for the line now
     */
    public record StockedProduct(Sku sku, Quantity quantityEach, Quantity allocatedQuantity) {
        static StockedProduct of(Bundle.Component part, CanonicalOrder.Line line, List<Allocation> allocations) {
            return new StockedProduct(part.sku(), part.quantity(), Quantity.of(held(line, part.sku(), allocations)));
        }

        static int held(CanonicalOrder.Line line, Sku sku, List<Allocation> allocations) {
            return allocations.stream()
                    .filter(allocation -> allocation.lineId().equals(line.externalId())
                            && allocation.sku().equals(sku))
                    .mapToInt(allocation -> allocation.quantity().value())
                    .sum();
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Fulfillment(
            String externalId,
            String status,
            @Nullable Instant at,
            @Nullable String carrier,
            List<String> trackingNumbers,
            List<CanonicalOrder.Fulfillment.FulfilledLine> lines) {
        static Fulfillment of(CanonicalOrder.Fulfillment fulfillment) {
            return new Fulfillment(
                    fulfillment.externalId(),
                    fulfillment.status(),
                    fulfillment.at(),
                    fulfillment.carrier(),
                    fulfillment.trackingNumbers(),
                    fulfillment.lines());
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Refund(
            String externalId,
            @Nullable Instant at,
            Money amount,
            @Nullable String note,
            List<CanonicalOrder.Refund.RefundedLine> lines) {
        static Refund of(CanonicalOrder.Refund refund) {
            return new Refund(refund.externalId(), refund.at(), refund.amount(), refund.note(), refund.lines());
        }
    }

    public static OrderResponse of(OrderState state) {
        CanonicalOrder content = state.effective();
        return new OrderResponse(
                state.id(),
                state.connectionId(),
                state.channel(),
                content.externalId(),
                content.number(),
                state.version(),
                content.placedAt(),
                content.changedAt(),
                state.importedAt(),
                content.test(),
                state.status(),
                content.financialStatus(),
                content.currency().getCurrencyCode(),
                content.taxesIncluded(),
                content.totals(),
                Customer.of(content.customer()),
                PostalAddress.of(content.shippingAddress()),
                PostalAddress.of(content.billingAddress()),
                content.lines().stream().map(line -> Line.of(line, state)).toList(),
                content.shippingLines(),
                content.shipBy(),
                content.deliverBy(),
                content.note(),
                content.tags(),
                content.attributes(),
                state.flags(),
                content.fulfillments().stream().map(Fulfillment::of).toList(),
                content.refunds().stream().map(Refund::of).toList(),
                state.heldBy(),
                state.decisions().intake().ignoredBecause(),
                ShipGroupResponse.of(state, content),
                state.decisions().personalData());
    }
}
