package io.quayside.domain.orders;

import io.quayside.domain.kernel.Address;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An order without its buyer: no name, e-mail, phone, street, free text. What the books need stays: amounts, country,
 * region and the first characters of the postal code.
 */
final class ErasedData {
    static final String ERASED = "Erased with the buyer's personal data.";

    /** An area of some thousand people at least in every country that we know of. */
    private static final int POSTAL_PREFIX = 3;

    /** Channel facts that tell of the order and not of the buyer. */
    private static final Set<String> HARMLESS = Set.of(
            "originalTotal",
            "presentmentCurrency",
            "presentmentTotal",
            "storeCurrency",
            "sourceName",
            "source",
            "externalSource",
            "status",
            "paymentMethod",
            "paymentGateways",
            "createdVia",
            "discountCodes",
            "confirmed",
            "marketplaceId",
            "salesChannel",
            "fulfillmentChannel",
            "orderType");

    private ErasedData() {}

    static CanonicalOrder without(CanonicalOrder order) {
        return new CanonicalOrder(
                order.externalId(),
                order.number(),
                order.placedAt(),
                order.changedAt(),
                order.sequence(),
                order.test(),
                order.cancellation(),
                order.closed(),
                order.financialStatus(),
                order.currency(),
                order.taxesIncluded(),
                order.totals(),
                null,
                area(order.shippingAddress()),
                area(order.billingAddress()),
                order.lines().stream().map(ErasedData::line).toList(),
                order.shippingLines(),
                order.shipBy(),
                order.deliverBy(),
                null,
                order.tags(),
                order.attributes().entrySet().stream()
                        .filter(attribute -> HARMLESS.contains(attribute.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                flags(order.flags()),
                order.fulfillments(),
                order.refunds().stream()
                        .map(refund -> new CanonicalOrder.Refund(
                                refund.externalId(), refund.at(), refund.amount(), null, refund.lines()))
                        .toList());
    }

    private static CanonicalOrder.Line line(CanonicalOrder.Line line) {
        return line.properties().isEmpty()
                ? line
                : new CanonicalOrder.Line(
                        line.externalId(),
                        line.sku(),
                        line.title(),
                        line.quantity(),
                        line.fulfillableQuantity(),
                        line.unitPrice(),
                        line.discount(),
                        line.tax(),
                        line.total(),
                        line.requiresShipping(),
                        line.giftCard(),
                        line.fulfilledBy(),
                        Map.of());
    }

    /** Whatever the channel put into it: a value that was set aside may be the buyer's. */
    static List<Flag> flags(List<Flag> flags) {
        return flags.stream()
                .map(flag -> flag.code() == Flag.Code.SUSPICIOUS_VALUE ? new Flag(flag.code(), ERASED) : flag)
                .distinct()
                .toList();
    }

    static @Nullable Address area(@Nullable Address address) {
        if (address == null) {
            return null;
        }
        String postal = address.postalCode();
        return Address.ofParts(new Address(
                        null,
                        null,
                        null,
                        null,
                        null,
                        address.region(),
                        postal == null || postal.length() <= POSTAL_PREFIX
                                ? postal
                                : postal.substring(0, POSTAL_PREFIX),
                        address.countryCode(),
                        null))
                .orElse(null);
    }
}
