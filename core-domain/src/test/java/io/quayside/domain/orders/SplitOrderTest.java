package io.quayside.domain.orders;

import static io.quayside.domain.orders.OrderExample.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.orders.OrderEvent.OrderSplit;
import io.quayside.domain.orders.OrderEvent.ShipGroupChanged;
import io.quayside.domain.orders.OrderEvent.ShipGroupHeld;
import io.quayside.domain.orders.OrderEvent.ShipGroupMerged;
import io.quayside.domain.orders.OrderEvent.ShipGroupReleased;
import io.quayside.domain.orders.OrderEvent.ShipmentCreated;
import io.quayside.domain.orders.OrderEvent.StockReleased;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders divided into ship groups: 3 mugs (L1), 2 cups (L2), 1 tray (L3). */
class SplitOrderTest {
    private Hub hub = new Hub();

    private void anOrder(AllocationRule rule, int mugs, int cups, int trays) {
        hub = new Hub(rule);
        hub.stock("MUG", mugs);
        hub.stock("CUP", cups);
        hub.stock("TRAY", trays);
        hub.receive(asPlaced());
    }

    private void anOrderWithAllItsStock() {
        anOrder(AllocationRule.PARTIAL, 10, 10, 10);
    }

    private static OrderExample asPlaced() {
        return order("1").line("MUG", 3).line("CUP", 2).line("TRAY", 1);
    }

    @AfterEach
    void theLawsHold() {
        hub.obeysTheLaws();
    }

    /** @param lines such as {@code "2 L1"} */
    private SplitOrder.Outcome split(String... lines) {
        return hub.splitOrder
                .split(
                        Hub.TENANT,
                        hub.id("1"),
                        new SplitOrder.Wish(lines(lines), "by air"),
                        hub.order("1").version())
                .orElseThrow()
                .outcome();
    }

    private static List<Shipment.Line> lines(String... lines) {
        return Arrays.stream(lines)
                .map(line -> line.split(" "))
                .map(line -> new Shipment.Line(line[1], Quantity.of(Integer.parseInt(line[0]))))
                .toList();
    }

    private SplitOrder.Outcome merge(int group) {
        return hub.splitOrder
                .merge(Hub.TENANT, hub.id("1"), group, hub.order("1").version())
                .orElseThrow()
                .outcome();
    }

    private SplitOrder.Outcome hold(int group) {
        return hub.splitOrder
                .hold(Hub.TENANT, hub.id("1"), group, "Wait for the engraver.")
                .orElseThrow()
                .outcome();
    }

    private ShipOrder.Outcome ship(@Nullable Integer group, String number, String... lines) {
        return hub.shipOrder
                .ship(
                        Hub.TENANT,
                        hub.id("1"),
                        new ShipOrder.Wish(lines(lines), "dhl", List.of(number), null, true, group))
                .orElseThrow()
                .outcome();
    }

    /** Such as {@code "1: 1 L1, 2 L2"}. */
    private List<String> groups() {
        return hub.order("1").shipGroups().stream()
                .map(group -> group.number() + ": " + inWords(group.lines()))
                .toList();
    }

    private static String inWords(List<Shipment.Line> lines) {
        return lines.stream().map(line -> line.quantity() + " " + line.lineId()).collect(Collectors.joining(", "));
    }

    private List<ShipGroup.Status> standings() {
        OrderState order = hub.order("1");
        return order.shipGroups().stream().map(order::statusOf).toList();
    }

    private static String refusal(Object outcome) {
        if (outcome instanceof SplitOrder.Outcome.Refused refused) {
            return refused.field() + " " + refused.reason();
        }
        return outcome instanceof ShipOrder.Outcome.Refused refused ? refused.field() + " " + refused.reason() : "";
    }

    @Nested
    class Planning {
        @Test
        void anOrderThatWasNeverSplitHasNoGroups() {
            anOrderWithAllItsStock();

            assertThat(groups()).isEmpty();
            assertThat(hub.order("1").decisions().shipGroups()).isNull();
            assertThat(hub.order("1").allocations()).allMatch(held -> held.shipGroup() == null);
        }

        @Test
        void theChosenUnitsLieInAGroupOfTheirOwnAndKeepTheirStock() {
            anOrderWithAllItsStock();

            assertThat(split("2 L1", "1 L3")).isEqualTo(new SplitOrder.Outcome.Done(2));

            assertThat(groups()).containsExactly("1: 1 L1, 2 L2", "2: 2 L1, 1 L3");
            assertThat(hub.allocated("1")).isEqualTo(6);
            assertThat(hub.events(StockReleased.class)).isEmpty();
            assertThat(hub.events(OrderSplit.class))
                    .containsExactly(new OrderSplit(hub.id("1"), 2, "by air", lines("2 L1", "1 L3")));
            assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ALLOCATED);
        }

        @Test
        void aMergedGroupIsTheRestAgainAndItsNumberIsNotGivenTwice() {
            anOrderWithAllItsStock();
            split("2 L1");
            split("1 L1");

            assertThat(merge(2)).isEqualTo(new SplitOrder.Outcome.Done(2));
            split("1 L2");

            assertThat(groups()).containsExactly("1: 2 L1, 1 L2, 1 L3", "3: 1 L1", "4: 1 L2");
            assertThat(hub.events(ShipGroupMerged.class))
                    .containsExactly(new ShipGroupMerged(hub.id("1"), 2, lines("2 L1")));
            assertThat(hub.events(StockReleased.class)).isEmpty();
        }

        @Test
        void theLastMergeMakesOneOrderOfIt() {
            anOrderWithAllItsStock();
            split("2 L1");

            merge(2);

            assertThat(groups()).isEmpty();
            assertThat(ship(null, "A")).isInstanceOf(ShipOrder.Outcome.Done.class);
            assertThat(hub.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        4 L1            | lines[0].quantity is more than the 3 units that are left to ship
                        1 L1;1 L1       | lines[1].externalId names a line twice: name it once with all its units
                        1 L1;1 L9       | lines[1].externalId names no line of the order: 'L9'
                        3 L1;2 L2;1 L3  | lines leave nothing in the rest of the order: take fewer units, or ship the rest as it is
                        """)
        void refusesWhatCanNotBeAGroupByFieldAndWithTheFix(String wish, String refusal) {
            anOrderWithAllItsStock();

            assertThat(refusal(split(wish.split(";")))).isEqualTo(refusal);
            assertThat(hub.events(OrderSplit.class)).isEmpty();
        }

        @Test
        void aGroupIsNeverMadeOfNothing() {
            anOrderWithAllItsStock();

            assertThat(refusal(split())).isEqualTo("lines is empty: name at least one line and how many units of it");
        }

        @Test
        void unitsOfAnotherGroupAreNotTaken() {
            anOrderWithAllItsStock();
            split("2 L1");

            assertThat(refusal(split("2 L1")))
                    .isEqualTo(
                            "lines[0].quantity is more than the 1 units in the rest of the order: merge a group to have more");
        }

        @Test
        void whatIsNotShippedAndWhatTheChannelShipsItselfStaysOut() {
            hub.stock("MUG", 5);
            hub.receive(order("1")
                    .line("MUG", 2)
                    .line(new Sku("EBOOK"), 1, 1, false, FulfilledBy.MERCHANT)
                    .line(new Sku("LAMP"), 1, 1, true, FulfilledBy.CHANNEL));

            assertThat(refusal(split("1 L2")))
                    .startsWith("lines[0].externalId names 'Product EBOOK', which is not shipped");
            assertThat(refusal(split("1 L3")))
                    .startsWith("lines[0].externalId names 'Product LAMP', which the channel");
            assertThat(refusal(split("2 L1"))).startsWith("lines leave nothing in the rest");
        }

        @Test
        void refusesAnOrderThatSomeoneChangedMeanwhile() {
            anOrderWithAllItsStock();
            long seen = hub.order("1").version();
            split("1 L1");

            assertThatThrownBy(() ->
                            hub.splitOrder.split(Hub.TENANT, hub.id("1"), new SplitOrder.Wish(lines("1 L2"), ""), seen))
                    .isInstanceOf(StaleOrder.class);
            assertThatThrownBy(() -> hub.splitOrder.merge(Hub.TENANT, hub.id("1"), 2, seen))
                    .isInstanceOf(StaleOrder.class);
        }

        @Test
        void aCancelledOrderIsNotSplitAndTheRestIsNotMerged() {
            anOrderWithAllItsStock();
            assertThat(refusal(merge(1))).contains("merge the others into it");
            assertThat(merge(7)).isEqualTo(new SplitOrder.Outcome.NoSuchGroup(7));

            hub.cancelOrder.cancel(Hub.TENANT, hub.id("1"), "buyer");

            assertThat(refusal(split("1 L1"))).contains("nothing of the order is left to ship (it is CANCELLED)");
        }
    }

    @Nested
    class Shipping {
        @Test
        void aNamedGroupLeavesWithExactlyItsUnits() {
            anOrderWithAllItsStock();
            split("2 L1", "1 L3");

            ship(2, "A");

            assertThat(hub.order("1").status()).isEqualTo(OrderStatus.PARTIALLY_SHIPPED);
            assertThat(hub.events(ShipmentCreated.class).get(0).lines()).isEqualTo(lines("2 L1", "1 L3"));
            assertThat(hub.events(ShipmentCreated.class).get(0).shipGroup()).isEqualTo(2);
            assertThat(hub.onHand("MUG")).isEqualTo(8);
            assertThat(hub.onHand("TRAY")).isEqualTo(9);
            assertThat(hub.reserved("MUG")).isEqualTo(1);
            assertThat(groups()).as("one parcel is left").isEmpty();

            ship(null, "B");

            assertThat(hub.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
            assertThat(hub.onHand("MUG")).isEqualTo(7);
        }

        @Test
        void aWishWithoutAGroupIsAboutTheRestAlone() {
            anOrderWithAllItsStock();
            split("2 L1", "1 L3");

            ship(null, "A");

            assertThat(hub.events(ShipmentCreated.class).get(0).lines()).isEqualTo(lines("1 L1", "2 L2"));
            assertThat(groups()).containsExactly("2: 2 L1, 1 L3");
            assertThat(refusal(ship(null, "B")))
                    .isEqualTo("shipGroup is missing: what is left in groups of their own is in 2");
        }

        @Test
        void chosenLinesComeOutOfTheRestAlone() {
            anOrderWithAllItsStock();
            split("2 L1");

            assertThat(refusal(ship(null, "A", "2 L1")))
                    .isEqualTo(
                            "lines 1 units of line 'L1' are left outside its ship groups, not 2: name the shipGroup");
            assertThat(ship(null, "B", "1 L1")).isInstanceOf(ShipOrder.Outcome.Done.class);
            assertThat(groups()).containsExactly("1: 2 L2, 1 L3", "2: 2 L1");
        }

        @Test
        void aGroupLeavesAsAWholeOrNotAtAll() {
            anOrder(AllocationRule.PARTIAL, 1, 2, 1);
            split("2 L1");

            assertThat(refusal(ship(2, "A")))
                    .isEqualTo(
                            " ship group 2 can't leave yet: only 1 of 2 units of 'MUG' are reserved: the rest is out of stock");
            assertThat(refusal(ship(2, "A", "1 L1"))).startsWith("lines must be left out");
            assertThat(refusal(ship(3, "A")))
                    .isEqualTo(
                            "shipGroup names no group that is still to be shipped: what is left in groups of their own is in 2");
        }

        @Test
        void theSameGroupWithTheSameNumberAgainIsTheSameShipmentButAnotherGroupIsNot() {
            anOrderWithAllItsStock();
            split("1 L1");
            split("1 L1");
            ship(2, "A");

            assertThat(ship(2, "A"))
                    .isInstanceOfSatisfying(ShipOrder.Outcome.Done.class, done -> assertThat(done.repeated())
                            .isTrue());
            assertThat(ship(3, "A"))
                    .isInstanceOfSatisfying(ShipOrder.Outcome.Done.class, done -> assertThat(done.repeated())
                            .isFalse());
            assertThat(hub.onHand("MUG")).isEqualTo(8);
        }

        @Test
        void ourOwnParcelAsTheChannelsNewsChangesNoGroup() {
            anOrderWithAllItsStock();
            split("1 L1");
            split("1 L2");
            ship(2, "370000000000000000");

            hub.receive(order("1")
                    .changed(1)
                    .line("MUG", 3, 2)
                    .line("CUP", 2)
                    .line("TRAY", 1)
                    .parcel("success", "L1", 1));

            assertThat(groups()).containsExactly("1: 2 L1, 1 L2, 1 L3", "3: 1 L2");
            assertThat(hub.onHand("MUG")).isEqualTo(9);
            assertThat(hub.events(ShipGroupChanged.class)).isEmpty();
        }
    }

    @Nested
    class Holding {
        @Test
        void aHeldGroupWaitsAndTheOthersLeave() {
            anOrderWithAllItsStock();
            split("2 L1");
            hold(2);

            assertThat(refusal(ship(2, "A")))
                    .isEqualTo(" ship group 2 is on hold: release it first (Wait for the engraver.)");
            assertThat(standings()).containsExactly(ShipGroup.Status.ALLOCATED, ShipGroup.Status.ON_HOLD);
            assertThat(hub.reserved("MUG")).as("it keeps its stock").isEqualTo(3);
            assertThat(ship(null, "B")).isInstanceOf(ShipOrder.Outcome.Done.class);

            hub.splitOrder.release(Hub.TENANT, hub.id("1"), 2);

            assertThat(ship(2, "A")).isInstanceOf(ShipOrder.Outcome.Done.class);
            assertThat(hub.events(ShipGroupHeld.class)).hasSize(1);
            assertThat(hub.events(ShipGroupReleased.class)).hasSize(1);
        }

        @Test
        void theRestCanWaitToo() {
            anOrderWithAllItsStock();
            split("2 L1");
            hold(1);

            assertThat(refusal(ship(null, "A"))).startsWith(" the rest of the order, ship group 1, is on hold");
            assertThat(ship(2, "A")).isInstanceOf(ShipOrder.Outcome.Done.class);
            assertThat(groups()).as("it waits on when it is alone").containsExactly("1: 1 L1, 2 L2, 1 L3");

            hub.splitOrder.release(Hub.TENANT, hub.id("1"), 1);

            assertThat(groups()).isEmpty();
            assertThat(ship(null, "B")).isInstanceOf(ShipOrder.Outcome.Done.class);
        }

        @Test
        void theOrdersOwnHoldHoldsAllAlsoWhenAPartHasLeft() {
            anOrderWithAllItsStock();
            split("1 L1");
            split("1 L1");
            ship(2, "A");
            hub.holdOrder.hold(Hub.TENANT, hub.id("1"), "Buyer asked to wait.");

            assertThat(refusal(ship(3, "B"))).contains("on hold", "Buyer asked to wait.");
            assertThat(refusal(ship(null, "C"))).contains("on hold", "Buyer asked to wait.");
        }

        @Test
        void anOrderThatIsNotSplitIsHeldAsAWhole() {
            anOrderWithAllItsStock();

            assertThat(refusal(hold(1))).contains("the order is not split: hold the order itself");
        }

        @Test
        void scarceUnitsDoNotGoToAHeldGroupFirst() {
            anOrder(AllocationRule.PARTIAL, 0, 2, 1);
            split("1 L1");
            hold(1);

            hub.stock("MUG", 1);

            assertThat(standings()).containsExactly(ShipGroup.Status.ON_HOLD, ShipGroup.Status.ALLOCATED);
        }
    }

    @Nested
    class WhatTheChannelChanges {
        @Test
        void takesFromTheRestFirst() {
            anOrderWithAllItsStock();
            split("2 L1");

            hub.receive(order("1").changed(1).line("MUG", 2).line("CUP", 2).line("TRAY", 1));

            assertThat(groups()).containsExactly("1: 2 L2, 1 L3", "2: 2 L1");
            assertThat(hub.events(ShipGroupChanged.class)).isEmpty();
        }

        @Test
        void takesFromTheNewestGroupNextAndAnEmptyOneIsGone() {
            anOrderWithAllItsStock();
            split("1 L1");
            split("2 L1", "1 L2");
            split("1 L3");

            hub.receive(order("1").changed(1).line("MUG", 2).line("CUP", 2));

            assertThat(groups()).containsExactly("1: 1 L2", "2: 1 L1", "3: 1 L1, 1 L2");
            assertThat(hub.available("MUG")).isEqualTo(8);
            assertThat(hub.events(ShipGroupChanged.class))
                    .containsExactly(
                            new ShipGroupChanged(hub.id("1"), 3, lines("1 L1", "1 L2")),
                            new ShipGroupChanged(hub.id("1"), 4, List.of()));
        }

        @Test
        void aParcelThatTheChannelSentItselfComesOutOfTheRest() {
            anOrderWithAllItsStock();
            split("2 L1");

            hub.receive(order("1")
                    .changed(1)
                    .line("MUG", 3, 1)
                    .line("CUP", 2)
                    .line("TRAY", 1)
                    .parcel("success", "L1", 2));

            assertThat(groups()).containsExactly("1: 2 L2, 1 L3", "2: 1 L1");
            assertThat(hub.onHand("MUG")).isEqualTo(8);
            assertThat(hub.reserved("MUG")).isEqualTo(1);
        }

        @Test
        void aCancelledOrderHasNoGroupsAndAReopenedOneHasThemAgain() {
            anOrderWithAllItsStock();
            split("2 L1");

            hub.receive(asPlaced().changed(1).cancelled());
            assertThat(groups()).isEmpty();
            assertThat(hub.reserved("MUG")).isZero();

            hub.receive(asPlaced().changed(2));
            assertThat(groups()).containsExactly("1: 1 L1, 2 L2, 1 L3", "2: 2 L1");
            assertThat(hub.reserved("MUG")).isEqualTo(3);
        }

        @Test
        void endsTheSameWhicheverVersionComesFirst() {
            List<OrderExample> versions = List.of(
                    order("1").changed(1).line("MUG", 1).line("CUP", 2).line("TRAY", 1),
                    order("1").changed(2).line("MUG", 3).line("CUP", 1));
            List<List<String>> ends = new ArrayList<>();
            for (boolean inOrder : List.of(true, false)) {
                anOrderWithAllItsStock();
                split("2 L1", "1 L2");
                hub.receive(versions.get(inOrder ? 0 : 1));
                hub.receive(versions.get(inOrder ? 1 : 0));
                ends.add(groups());
            }

            assertThat(ends.get(0)).containsExactly("1: 1 L1", "2: 2 L1, 1 L2").isEqualTo(ends.get(1));
        }
    }

    @Nested
    class Allocating {
        @Test
        void whatIsHereLeavesAndTheRestWaitsForAMerchantWhoTakesAllOrNothing() {
            anOrder(AllocationRule.ALL_OR_NOTHING, 5, 5, 0);
            assertThat(hub.allocated("1")).isZero();
            assertThat(hub.order("1").status()).isEqualTo(OrderStatus.BACKORDERED);

            split("1 L3");

            assertThat(standings()).containsExactly(ShipGroup.Status.ALLOCATED, ShipGroup.Status.BACKORDERED);
            assertThat(hub.allocated("1")).isEqualTo(5);
            assertThat(ship(null, "A")).isInstanceOf(ShipOrder.Outcome.Done.class);
            assertThat(refusal(ship(2, "B"))).contains("only 0 of 1 units of 'TRAY'");

            hub.stock("TRAY", 1);

            assertThat(standings()).containsExactly(ShipGroup.Status.ALLOCATED);
            assertThat(ship(2, "B")).isInstanceOf(ShipOrder.Outcome.Done.class);
            assertThat(hub.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        }

        @Test
        void aGroupMergedIntoAWaitingOrderGivesItsStockToOthers() {
            anOrder(AllocationRule.ALL_OR_NOTHING, 5, 5, 0);
            split("1 L3");
            split("3 L1");
            hub.receive(order("2").placed(5).line("MUG", 5));
            assertThat(hub.allocated("2")).isZero();

            merge(2);

            assertThat(groups()).containsExactly("1: 2 L2, 1 L3", "3: 3 L1");
            assertThat(hub.reserved("CUP")).as("the tray is missing").isZero();
            assertThat(hub.reserved("MUG")).isEqualTo(3);

            merge(3);

            assertThat(hub.allocated("1")).isZero();
            assertThat(hub.allocated("2")).isEqualTo(5);
        }

        @Test
        void reservedUnitsGoWithTheNewGroupAndTheRestWaits() {
            anOrder(AllocationRule.PARTIAL, 2, 2, 1);

            split("2 L1");

            assertThat(standings()).containsExactly(ShipGroup.Status.PARTIALLY_ALLOCATED, ShipGroup.Status.ALLOCATED);
        }

        @Test
        void whatACountTakesAwayIsTheRestsFirst() {
            anOrder(AllocationRule.PARTIAL, 3, 2, 1);
            split("2 L1");

            hub.stock("MUG", 2);

            assertThat(standings()).containsExactly(ShipGroup.Status.PARTIALLY_ALLOCATED, ShipGroup.Status.ALLOCATED);
        }
    }

    @Test
    void theBuyersErasureTakesWhatPeopleWroteAboutGroupsWithIt() {
        anOrderWithAllItsStock();
        split("2 L1");
        ship(2, "A");
        ship(null, "B");

        hub.erasePersonalData.erase(Hub.TENANT, List.of(hub.id("1")), "the buyer asked");

        assertThat(hub.order("1").decisions().shipGroups()).isNull();
    }
}
