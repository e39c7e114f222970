package io.quayside.domain.orders;

import io.quayside.domain.kernel.Address;
import io.quayside.domain.orders.CanonicalOrder.Cancellation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What people at the merchant decided about an order; it outlives the channel's later versions.
 *
 * @param holdReason why a person holds it, absent when nobody does
 * @param cancellation a person's cancellation; stays whatever the channel says later
 * @param acknowledged flags that a person has seen and released; they hold again once their detail changes
 * @param replacedAddress the channel's shipping address beneath an edited one, absent when not edited
 * @param replacedNote the channel's note beneath an edited one
 * @param replacedTags the channel's tags beneath edited ones
 * @param shipments what was shipped from here, whether the channel tells of it or not
 * @param refunds what buyers are given back from here, whether the channel tells of it or not
 * @param intake whether it is taken in, by the connection's filter or by hand
 * @param personalData whether the buyer's data is here
 * @param shipGroups how what is to be shipped was divided, absent while it never was; see {@link #plan}
 */
public record MerchantDecisions(
        @Nullable String holdReason,
        @Nullable Cancellation cancellation,
        List<Flag> acknowledged,
        @Nullable ReplacedAddress replacedAddress,
        @Nullable ReplacedNote replacedNote,
        @Nullable ReplacedTags replacedTags,
        List<Shipment> shipments,
        List<MerchantRefund> refunds,
        Intake intake,
        PersonalData personalData,
        @Nullable ShipGroups shipGroups) {
    public static final MerchantDecisions NONE = new MerchantDecisions(
            null, null, List.of(), null, null, null, List.of(), List.of(), Intake.TAKEN_IN, PersonalData.KEPT, null);

    /** The last parts are null in documents from before there were any. */
    @SuppressWarnings("NullAway")
    public MerchantDecisions {
        acknowledged = List.copyOf(acknowledged);
        shipments = shipments == null ? List.of() : List.copyOf(shipments);
        refunds = refunds == null ? List.of() : List.copyOf(refunds);
        intake = intake == null ? Intake.TAKEN_IN : intake;
        personalData = personalData == null ? PersonalData.KEPT : personalData;
    }

    /**
     * Whether an order is taken in.
     *
     * @param ignoredBecause why the filter ignores it, absent when it is taken in
     * @param byHand whether a person took it in, against which the filter is without effect
     */
    public record Intake(@Nullable String ignoredBecause, boolean byHand) {
        public static final Intake TAKEN_IN = new Intake(null, false);
        public static final Intake BY_HAND = new Intake(null, true);

        static Intake ignored(String because) {
            return new Intake(because, false);
        }
    }

    /** Where the erasure of the buyer's data stands. */
    public enum PersonalData {
        KEPT,
        /** Asked for while something is still to be shipped. */
        TO_ERASE,
        ERASED
    }

    public boolean isIgnored() {
        return intake.ignoredBecause() != null;
    }

    public boolean isErased() {
        return personalData == PersonalData.ERASED;
    }

    /** The filter's word, unless a person took the order in or shipped of it. */
    MerchantDecisions judgedBy(OrderFilter filter, CanonicalOrder told) {
        return intake.byHand() || !shipments.isEmpty()
                ? this
                : judged(filter.whyIgnored(told).map(Intake::ignored).orElse(Intake.TAKEN_IN));
    }

    MerchantDecisions takenInByHand() {
        return judged(Intake.BY_HAND);
    }

    private MerchantDecisions judged(Intake newIntake) {
        return newIntake.equals(intake) ? this : with(draft -> draft.intake = newIntake);
    }

    MerchantDecisions toErase() {
        return with(draft -> draft.personalData = PersonalData.TO_ERASE);
    }

    /** What people wrote about the buyer goes too. */
    MerchantDecisions erased() {
        return with(draft -> {
            draft.holdReason = holdReason == null ? null : ErasedData.ERASED;
            draft.acknowledged = ErasedData.flags(acknowledged);
            draft.replacedAddress = null;
            draft.replacedNote = null;
            draft.personalData = PersonalData.ERASED;
            draft.shipGroups = null;
        });
    }

    /** What the channel had, which may be nothing. */
    public record ReplacedAddress(@Nullable Address channelHad) {}

    /** What the channel had, which may be nothing. */
    public record ReplacedNote(@Nullable String channelHad) {}

    public record ReplacedTags(List<String> channelHad) {
        public ReplacedTags {
            channelHad = List.copyOf(channelHad);
        }
    }

    MerchantDecisions held(String reason) {
        return with(draft -> draft.holdReason = reason);
    }

    MerchantDecisions released(List<Flag> seen) {
        return with(draft -> {
            draft.holdReason = null;
            draft.acknowledged = seen;
        });
    }

    MerchantDecisions cancelled(Cancellation decision) {
        return with(draft -> draft.cancellation = decision);
    }

    MerchantDecisions acknowledging(List<Flag> flags) {
        return flags.equals(acknowledged) ? this : with(draft -> draft.acknowledged = flags);
    }

    /** A person edited the channel's version; a field edited back to what the channel had is no edit. */
    MerchantDecisions replacing(CanonicalOrder told, CanonicalOrder edited) {
        return with(draft -> {
            draft.replacedAddress = Objects.equals(told.shippingAddress(), edited.shippingAddress())
                    ? null
                    : new ReplacedAddress(told.shippingAddress());
            draft.replacedNote = Objects.equals(told.note(), edited.note()) ? null : new ReplacedNote(told.note());
            draft.replacedTags = told.tags().equals(edited.tags()) ? null : new ReplacedTags(told.tags());
        });
    }

    /** Edits of fields that the channel itself changed give way to it; the others now lie over the next version. */
    MerchantDecisions withoutEditsThatTheChannelChanged(CanonicalOrder told, CanonicalOrder next) {
        return with(draft -> {
            draft.replacedAddress =
                    Objects.equals(told.shippingAddress(), next.shippingAddress()) ? replacedAddress : null;
            draft.replacedNote = Objects.equals(told.note(), next.note()) ? replacedNote : null;
            draft.replacedTags = told.tags().equals(next.tags()) ? replacedTags : null;
        });
    }

    /** The plan as it was made; how much of it holds depends on what is left to ship. */
    ShipGroups plan() {
        return shipGroups == null ? ShipGroups.NONE : shipGroups;
    }

    MerchantDecisions planned(ShipGroups plan) {
        return with(draft -> draft.shipGroups = plan);
    }

    boolean replacesNothing() {
        return replacedAddress == null && replacedNote == null && replacedTags == null;
    }

    /** The channel's own version beneath the edits. */
    CanonicalOrder withoutEdits(CanonicalOrder content) {
        if (replacesNothing()) {
            return content;
        }
        return content.edited(
                replacedAddress == null ? content.shippingAddress() : replacedAddress.channelHad(),
                replacedNote == null ? content.note() : replacedNote.channelHad(),
                replacedTags == null ? content.tags() : replacedTags.channelHad());
    }

    MerchantDecisions shipped(Shipment shipment) {
        List<Shipment> more = new ArrayList<>(shipments);
        more.add(shipment);
        return withShipments(more);
    }

    MerchantDecisions announced(UUID shipment, Shipment.Announcement news) {
        return withShipments(shipments.stream()
                .map(known -> known.id().equals(shipment) ? known.announced(news) : known)
                .toList());
    }

    private MerchantDecisions withShipments(List<Shipment> all) {
        return with(draft -> draft.shipments = all);
    }

    MerchantDecisions refunding(MerchantRefund refund) {
        List<MerchantRefund> more = new ArrayList<>(refunds);
        more.add(refund);
        return withRefunds(more);
    }

    MerchantDecisions refundAnnounced(UUID refund, Shipment.Announcement news) {
        return withRefunds(refunds.stream()
                .map(known -> known.id().equals(refund) ? known.announced(news) : known)
                .toList());
    }

    private MerchantDecisions withRefunds(List<MerchantRefund> all) {
        return with(draft -> draft.refunds = all);
    }

    /**
     * The channel's version with what was shipped from here and the channel does not tell yet. Of a line the larger of
     * both counts of shipped units holds, so that our own parcel coming back as news changes nothing.
     */
    CanonicalOrder withShipments(CanonicalOrder content) {
        if (shipments.isEmpty()) {
            return content;
        }
        Map<String, Integer> units = new HashMap<>();
        List<CanonicalOrder.Fulfillment> parcels = new ArrayList<>(content.fulfillments());
        for (Shipment shipment : shipments) {
            shipment.lines()
                    .forEach(line -> units.merge(line.lineId(), line.quantity().value(), Integer::sum));
            if (content.fulfillments().stream().noneMatch(shipment::isKnownAs)) {
                parcels.add(new CanonicalOrder.Fulfillment(
                        shipment.id().toString(),
                        "shipped",
                        shipment.shippedAt(),
                        shipment.carrier(),
                        shipment.trackingNumbers(),
                        shipment.lines().stream()
                                .map(line ->
                                        new CanonicalOrder.Fulfillment.FulfilledLine(line.lineId(), line.quantity()))
                                .toList()));
            }
        }
        return content.shipped(units, parcels);
    }

    private MerchantDecisions with(Consumer<Draft> decision) {
        Draft draft = new Draft(this);
        decision.accept(draft);
        return draft.decided();
    }

    /** A copy in which some of the decisions are made anew. */
    private static final class Draft {
        private @Nullable String holdReason;
        private @Nullable Cancellation cancellation;
        private List<Flag> acknowledged;
        private @Nullable ReplacedAddress replacedAddress;
        private @Nullable ReplacedNote replacedNote;
        private @Nullable ReplacedTags replacedTags;
        private List<Shipment> shipments;
        private List<MerchantRefund> refunds;
        private Intake intake;
        private PersonalData personalData;
        private @Nullable ShipGroups shipGroups;

        private Draft(MerchantDecisions before) {
            holdReason = before.holdReason;
            cancellation = before.cancellation;
            acknowledged = before.acknowledged;
            replacedAddress = before.replacedAddress;
            replacedNote = before.replacedNote;
            replacedTags = before.replacedTags;
            shipments = before.shipments;
            refunds = before.refunds;
            intake = before.intake;
            personalData = before.personalData;
            shipGroups = before.shipGroups;
        }

        private MerchantDecisions decided() {
            return new MerchantDecisions(
                    holdReason,
                    cancellation,
                    acknowledged,
                    replacedAddress,
                    replacedNote,
                    replacedTags,
                    shipments,
                    refunds,
                    intake,
                    personalData,
                    shipGroups);
        }
    }
}
