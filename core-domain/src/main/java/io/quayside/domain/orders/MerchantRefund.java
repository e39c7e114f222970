package io.quayside.domain.orders;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Money that a person at the merchant gives a buyer back. The channel moves it; the order's own totals change only when
 * the channel tells of it. Immutable.
 *
 * @param lines what it is for; empty for an amount that belongs to no line
 * @param amount all that the buyer gets back; positive
 * @param reason in the merchant's words; may be empty
 * @param announcement whether the channel has made it
 */
public record MerchantRefund(
        UUID id,
        List<Line> lines,
        Money amount,
        String reason,
        Instant requestedAt,
        Shipment.Announcement announcement) {
    private static final int LONGEST_REASON = 500;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

    /** @throws InvalidValue when nothing is given back, or the lines get more than the whole */
    public MerchantRefund {
        if (amount.isZero() || amount.isNegative()) {
            throw new InvalidValue("a refund gives back more than nothing");
        }
        if (reason.length() > LONGEST_REASON) {
            throw new InvalidValue("a refund's reason has at most %d characters".formatted(LONGEST_REASON));
        }
        lines = List.copyOf(lines);
        Money ofLines =
                Money.sum(amount.currency(), lines.stream().map(Line::amount).toList());
        if (ofLines.compareTo(amount) > 0) {
            throw new InvalidValue(
                    "the lines get back %s, which is more than the whole, %s".formatted(ofLines, amount));
        }
    }

    /** @param amount of this line, taxes included */
    public record Line(String lineId, Quantity quantity, Money amount) {
        public Line {
            if (quantity.isZero() || amount.isNegative()) {
                throw new InvalidValue("a refunded line has at least one unit and no negative amount");
            }
        }
    }

    MerchantRefund announced(Shipment.Announcement news) {
        return new MerchantRefund(id, lines, amount, reason, requestedAt, news);
    }

    /** Whether the money is on its way or gone, so that nobody may give it a second time. */
    boolean counts() {
        return announcement.status() != Shipment.Announcement.Status.REFUSED;
    }

    int unitsOf(String line) {
        return lines.stream()
                .filter(refunded -> refunded.lineId().equals(line))
                .mapToInt(refunded -> refunded.quantity().value())
                .sum();
    }

    /**
     * Whether the channel's refund is this one: by its receipt; before that is here, by the amount of a refund made since.
     */
    boolean isKnownAs(CanonicalOrder.Refund told) {
        if (announcement.status() == Shipment.Announcement.Status.WAITING) {
            Instant at = told.at();
            return told.amount().equals(amount) && at != null && !at.isBefore(requestedAt.minus(CLOCKS_DIFFER));
        }
        return told.externalId().equals(announcement.receipt());
    }

    /** Whether it is what was wished for; how a repeated request is known from another one under the same key. */
    boolean isFor(RefundOrder.Wish wish) {
        boolean sameAmount = wish.amount() == null || wish.amount().equals(amount);
        boolean sameLines = wish.lines().size() == lines.size()
                && wish.lines().stream()
                        .allMatch(wished ->
                                unitsOf(wished.lineId()) == wished.quantity().value());
        return sameAmount && sameLines && wish.reason().equals(reason);
    }
}
