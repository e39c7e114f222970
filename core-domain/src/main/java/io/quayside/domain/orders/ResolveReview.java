package io.quayside.domain.orders;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.util.Optional;
import java.util.UUID;

/** A person looked at a contradiction and says what came of it. The flag that opened it no longer holds its order. */
public final class ResolveReview {
    private static final int LONGEST_NOTE = 2_000;
    private final UnitOfWork unitOfWork;
    private final Reviews reviews;
    private final ChangeOrder change;

    public ResolveReview(UnitOfWork unitOfWork, Reviews reviews, Orders orders, AllocationProcess allocation) {
        this.unitOfWork = unitOfWork;
        this.reviews = reviews;
        this.change = new ChangeOrder(unitOfWork, orders, allocation);
    }

    /**
     * The review afterwards, unchanged when it was closed already; empty when the tenant has no such review.
     *
     * @param by who resolves it, as timelines name people
     * @throws InvalidValue when the note is blank or too long
     */
    public Optional<Review> resolve(TenantId tenant, UUID id, String note, String by) {
        String said = note.strip();
        if (said.isEmpty() || said.length() > LONGEST_NOTE) {
            throw new InvalidValue("a note has 1 to %d characters".formatted(LONGEST_NOTE));
        }
        Optional<Review> found = unitOfWork.run(tenant, () -> reviews.find(tenant, id));
        found.filter(review -> review.status() == Review.Status.OPEN)
                .ifPresent(review -> change.change(
                        tenant,
                        review.orderId(),
                        (order, now) -> order.resolve(new Flag(review.code(), review.detail()), said, by, now)));
        return found.flatMap(review -> unitOfWork.run(tenant, () -> reviews.find(tenant, id)));
    }
}
