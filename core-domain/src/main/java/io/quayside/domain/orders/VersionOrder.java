package io.quayside.domain.orders;

import java.util.Comparator;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which of two versions of one order counts. The channel's time and sequence decide; platforms give whole seconds, so
 * ties are common, and then the version that is further along wins: cancelled, closed, more refunded, less left to
 * ship, later in the payment's life, and at last plain text. Total, and zero only for equal versions: whatever the
 * order of deliveries, the same one stays (field-lesson 10).
 */
final class VersionOrder implements Comparator<CanonicalOrder> {
    static final VersionOrder INSTANCE = new VersionOrder();

    private static final Comparator<CanonicalOrder> BY_PROGRESS = Comparator.comparing(CanonicalOrder::isCancelled)
            .thenComparing(CanonicalOrder::closed)
            .thenComparing(order -> order.totals().refunded().amount())
            .thenComparing(Comparator.comparingLong(VersionOrder::unitsToShip).reversed())
            .thenComparing(order -> paymentProgress(order.financialStatus()))
            .thenComparing(VersionOrder::text);

    private VersionOrder() {}

    @Override
    public int compare(CanonicalOrder one, CanonicalOrder other) {
        int byTime = one.changedAt().compareTo(other.changedAt());
        if (byTime != 0) {
            return byTime;
        }
        int bySequence = Long.compare(one.sequence(), other.sequence());
        if (bySequence != 0 || one.equals(other)) {
            return bySequence;
        }
        return BY_PROGRESS.compare(one, other);
    }

    private static long unitsToShip(CanonicalOrder order) {
        return order.lines().stream()
                .mapToLong(line -> line.fulfillableQuantity().value())
                .sum();
    }

    private static int paymentProgress(FinancialStatus status) {
        return status == FinancialStatus.UNKNOWN ? -1 : status.ordinal();
    }

    /** All of the content; maps sorted, for their own order changes from one start of the program to the next. */
    private static String text(CanonicalOrder order) {
        String lines = order.lines().stream()
                .map(line -> String.join(
                        "|",
                        line.externalId(),
                        String.valueOf(line.sku()),
                        line.title(),
                        line.quantity() + "/" + line.fulfillableQuantity(),
                        line.unitPrice() + "/" + line.discount() + "/" + line.tax() + "/" + line.total(),
                        line.requiresShipping() + "/" + line.giftCard() + "/" + line.fulfilledBy(),
                        new TreeMap<>(line.properties()).toString()))
                .collect(Collectors.joining("\n"));
        return String.join(
                "\n",
                order.externalId(),
                order.number(),
                order.placedAt().toString(),
                order.test() + "/" + order.taxesIncluded() + "/" + order.currency(),
                String.valueOf(order.cancellation()),
                order.totals().toString(),
                String.valueOf(order.customer()),
                String.valueOf(order.shippingAddress()),
                String.valueOf(order.billingAddress()),
                lines,
                order.shippingLines().toString(),
                order.shipBy() + "/" + order.deliverBy(),
                String.valueOf(order.note()),
                order.tags().toString(),
                new TreeMap<>(order.attributes()).toString(),
                order.flags().toString(),
                order.fulfillments().toString(),
                order.refunds().toString());
    }
}
