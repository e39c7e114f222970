package io.quayside.domain.orders;

import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person gives a buyer money back. The channel moves it afterwards and its receipt confirms it; never more goes out than
 * was paid and not refunded yet, whatever is on its way at the same time. Stock is not touched: a return decides that
 * (field-lesson 38).
 */
public final class RefundOrder {
    private final ChangeOrder change;

    public RefundOrder(UnitOfWork unitOfWork, Orders orders, AllocationProcess allocation) {
        this.change = new ChangeOrder(unitOfWork, orders, allocation);
    }

    /**
     * @param lines none for an amount that belongs to no line
     * @param amount all that is given back; null for what the lines come to
     * @param reason in the merchant's words; may be empty
     */
    public record Wish(List<WishedLine> lines, @Nullable Money amount, String reason) {
        public Wish {
            lines = List.copyOf(lines);
        }
    }

    /** @param amount taxes included; null for what the buyer paid for the units */
    public record WishedLine(String lineId, Quantity quantity, @Nullable Money amount) {}

    /**
     * @param id of the refund; the same id again is the same refund and gives nothing more
     * @return empty when the tenant has no such order
     */
    public Optional<Refunded> refund(TenantId tenant, OrderId order, UUID id, Wish wish) {
        return change.change(tenant, order, (found, now) -> found.refund(id, wish, now))
                .map(changed -> new Refunded(changed.outcome(), changed.state()));
    }

    /** The channel's answer to a refund; an unknown order or refund changes nothing. */
    public void announced(TenantId tenant, OrderId order, UUID refund, Shipment.Announcement news) {
        change.change(tenant, order, (found, now) -> found.refundAnnounced(refund, news, now));
    }

    /**
     * A refund that the channel had refused is to be tried again.
     *
     * @return false when so much is not left any more, or there is no such refund
     */
    public boolean again(TenantId tenant, OrderId order, UUID refund) {
        return change.change(tenant, order, (found, now) -> found.refundAgain(refund, now))
                .map(ChangeOrder.Changed::outcome)
                .orElse(false);
    }

    /** @param state the order afterwards */
    public record Refunded(Outcome outcome, OrderState state) {}

    /** What came of a wish to refund. */
    public sealed interface Outcome {
        /** @param repeated it was asked for before under this id, and nothing changed */
        record Done(MerchantRefund refund, boolean repeated) implements Outcome {}

        /** The id was used for another wish. */
        record OtherWish() implements Outcome {}

        /** @param field of the wish, empty when it is the order that can't be refunded */
        record Refused(String field, String reason) implements Outcome {}
    }
}
