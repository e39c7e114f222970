package io.quayside.domain.orders;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Quantity;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A parcel or hand-over that left the merchant's house. Immutable.
 *
 * @param lines what is in it; never empty
 * @param carrier our name of the carrier, such as {@code dhl}; empty when there is none
 * @param trackingNumbers none when the carrier gives none
 * @param notifyCustomer whether the channel shall write to the buyer
 * @param announcement whether the channel knows
 * @param shipGroup the ship group that it was; absent when it was not one by itself
 */
public record Shipment(
        UUID id,
        List<Line> lines,
        String carrier,
        List<String> trackingNumbers,
        @Nullable String trackingUrl,
        boolean notifyCustomer,
        Instant shippedAt,
        Announcement announcement,
        @Nullable Integer shipGroup) {
    private static final int MOST_NUMBERS = 50;

    /** @throws InvalidValue when it is empty or a text is too long */
    public Shipment {
        if (lines.isEmpty()) {
            throw new InvalidValue("a shipment has at least one line");
        }
        if (carrier.length() > 100) {
            throw new InvalidValue("a carrier's name has at most 100 characters");
        }
        if (trackingNumbers.size() > MOST_NUMBERS
                || trackingNumbers.stream().anyMatch(number -> number.isBlank() || number.length() > 100)) {
            throw new InvalidValue("tracking numbers are at most 50 texts of 1 to 100 characters");
        }
        lines = List.copyOf(lines);
        trackingNumbers = List.copyOf(trackingNumbers);
    }

    /** @throws InvalidValue when no unit is in it */
    public record Line(String lineId, Quantity quantity) {
        public Line {
            if (quantity.isZero()) {
                throw new InvalidValue("a shipped line has at least one unit");
            }
        }
    }

    /**
     * What the channel made of it.
     *
     * @param receipt the channel's id of the fulfillment, several with commas between them; empty until it confirmed
     * @param problem why it refused, for people; empty when it did not
     */
    public record Announcement(Status status, String receipt, String problem) {
        public static final Announcement WAITING = new Announcement(Status.WAITING, "", "");

        /** The channel takes no shipments, such as a file drop. */
        public static final Announcement NOT_TOLD = new Announcement(Status.NOT_TOLD, "", "");

        public static Announcement confirmed(String receipt) {
            return new Announcement(Status.CONFIRMED, receipt, "");
        }

        public static Announcement refused(String problem) {
            return new Announcement(Status.REFUSED, "", problem);
        }

        /** One for each fulfillment that the channel made of it. */
        public List<String> receipts() {
            return receipt.isEmpty() ? List.of() : List.of(receipt.split(","));
        }

        /** Where it stands. */
        public enum Status {
            WAITING,
            CONFIRMED,
            REFUSED,
            NOT_TOLD
        }
    }

    Shipment announced(Announcement news) {
        return new Shipment(
                id, lines, carrier, trackingNumbers, trackingUrl, notifyCustomer, shippedAt, news, shipGroup);
    }

    int unitsOf(String line) {
        return lines.stream()
                .filter(shipped -> shipped.lineId().equals(line))
                .mapToInt(shipped -> shipped.quantity().value())
                .sum();
    }

    /** Whether it says the same; how a repeated request is known. Without tracking numbers nothing is ever the same. */
    boolean isSameAs(ShipOrder.Wish wish) {
        return !trackingNumbers.isEmpty()
                && Set.copyOf(trackingNumbers).equals(Set.copyOf(wish.trackingNumbers()))
                && Objects.equals(shipGroup, wish.shipGroup())
                && (wish.lines().isEmpty() || new HashSet<>(lines).equals(new HashSet<>(wish.lines())));
    }

    /** Whether the channel's parcel is this one. */
    boolean isKnownAs(CanonicalOrder.Fulfillment parcel) {
        boolean sameNumbers =
                !trackingNumbers.isEmpty() && parcel.trackingNumbers().containsAll(trackingNumbers);
        return sameNumbers || announcement.receipts().contains(parcel.externalId());
    }
}
