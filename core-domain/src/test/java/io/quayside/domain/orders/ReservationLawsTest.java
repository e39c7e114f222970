package io.quayside.domain.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.inventory.StockLevel;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever happens, in whatever order and however often: stock and promises stay in line (field-lessons 22, 23). */
class ReservationLawsTest {
    private static final List<String> SKUS = List.of("A", "B", "C");
    private static final List<LocationId> LOCATIONS = List.of(LocationId.MAIN, new LocationId("SHOP"));

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void neverPromisesWhatIsNotThere(@ForAll("histories") List<Act> history) {
        Hub hub = new Hub();
        for (Act act : history) {
            act.on(hub);
            hub.obeysTheLaws();
            hub.leavesNoOrderWaitingBesideFreeStock();
            hub.hasResolvedEveryLine();
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void holdsNothingOnceEverythingIsCancelled(@ForAll("histories") List<Act> history) {
        Hub hub = new Hub();
        history.forEach(act -> act.on(hub));
        for (OrderState state : hub.orders.states()) {
            hub.cancelOrder.cancel(Hub.TENANT, state.id(), "the shop closes");
        }
        hub.obeysTheLaws();
        SKUS.forEach(sku -> assertThat(hub.reserved(sku)).as(sku).isZero());
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void fillsWholeOrdersOrNone(@ForAll("histories") List<Act> history) {
        Hub hub = new Hub(AllocationRule.ALL_OR_NOTHING);
        for (Act act : history) {
            act.on(hub);
            hub.obeysTheLaws();
            for (OrderState state : hub.orders.states()) {
                for (Holdings.Need missing : Order.restore(state).missing()) {
                    if (state.allocations().stream().anyMatch(held -> held.group() == missing.group())) {
                        throw new AssertionError("holds a part of group %d: %s".formatted(missing.group(), state));
                    }
                }
            }
        }
    }

    /** Something that people or channels do; named so that a failure reads as a story. */
    record Act(String name, Consumer<Hub> effect) {
        void on(Hub hub) {
            effect.accept(hub);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Provide
    Arbitrary<List<Act>> histories() {
        return Arbitraries.frequencyOf(
                        Tuple.of(6, deliveries()),
                        Tuple.of(3, counts()),
                        Tuple.of(2, adjustments()),
                        Tuple.of(2, decisions()),
                        Tuple.of(3, catalogChanges()),
                        Tuple.of(2, splits()),
                        Tuple.of(1, shipments()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }

    private Arbitrary<Act> deliveries() {
        return versions().list().ofMinSize(1).ofMaxSize(4).map(batch -> {
            List<IncomingOrder> incoming = new ArrayList<>(batch);
            return new Act(
                    "receive "
                            + incoming.stream()
                                    .map(ReservationLawsTest::inShort)
                                    .toList(),
                    hub -> hub.receiveOrders.receive(Hub.TENANT, incoming));
        });
    }

    /** Versions of five orders over two channels; equal numbers make equal deliveries, so duplicates occur. */
    static Arbitrary<IncomingOrder> versions() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(
                                "", "", "", "", "cancelled", "test", "otherSku", "set", "a", "noAddress", "parcel"))
                .as(ReservationLawsTest::version);
    }

    private static IncomingOrder version(int order, int second, int ofA, int ofB, int shipped, String twist) {
        OrderExample example = OrderExample.order("O" + order)
                .from(order % 2 == 0 ? OrderExample.SHOP : OrderExample.MARKET)
                .placed(order)
                .changed(second)
                .line(firstSku(twist), ofA, Math.max(0, ofA - shipped))
                .line("B", ofB);
        switch (twist) {
            case "cancelled" -> example.cancelled();
            case "test" -> example.test();
            case "parcel" -> example.parcel("success", "L1", 1);
            case "noAddress" -> example.to(null);
            default -> {}
        }
        return example.delivered("%d-%d-%d-%d-%d-%s".formatted(order, second, ofA, ofB, shipped, twist));
    }

    /** SET is a bundle in some histories, "a" is nothing unless it is mapped or found to be A. */
    private static String firstSku(String twist) {
        return switch (twist) {
            case "otherSku" -> "C";
            case "set" -> "SET";
            case "a" -> "a";
            default -> "A";
        };
    }

    private Arbitrary<Act> catalogChanges() {
        Arbitrary<Act> mapped = Combinators.combine(
                        Arbitraries.of(OrderExample.SHOP, OrderExample.MARKET),
                        Arbitraries.of("A", "a", "SET"),
                        Arbitraries.of("A", "B", "SET"))
                .as((connection, from, to) ->
                        new Act("map %s to %s".formatted(from, to), hub -> hub.map(connection, from, to)));
        Arbitrary<Act> unmapped = Combinators.combine(
                        Arbitraries.of(OrderExample.SHOP, OrderExample.MARKET), Arbitraries.of("A", "a", "SET"))
                .as((connection, from) -> new Act("unmap " + from, hub -> hub.unmap(connection, from)));
        Arbitrary<Act> bundled = Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 2))
                .as((ofB, ofC) -> new Act(
                        "SET is %d B and %d C".formatted(ofB, ofC), hub -> hub.bundle("SET", ofB + " B", ofC + " C")));
        return Arbitraries.frequencyOf(
                Tuple.of(3, mapped),
                Tuple.of(1, unmapped),
                Tuple.of(3, bundled),
                Tuple.of(1, Arbitraries.of(new Act("SET is stocked itself", hub -> hub.product("SET", null)))),
                Tuple.of(1, Arbitraries.of(new Act("A is a product", hub -> hub.product("A", null)))));
    }

    private Arbitrary<Act> shipments() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.of("L1", "L2"),
                        Arbitraries.integers().between(1, 2))
                .as((which, line, units) -> new Act("ship %d of %s of order %d".formatted(units, line, which), hub -> {
                    if (which < hub.orders.states().size()) {
                        hub.shipOrder.ship(
                                Hub.TENANT,
                                hub.orders.states().get(which).id(),
                                new ShipOrder.Wish(
                                        List.of(new Shipment.Line(line, Quantity.of(units))),
                                        "",
                                        List.of(),
                                        null,
                                        false,
                                        null));
                    }
                }));
    }

    private Arbitrary<Act> splits() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.of("L1", "L2"),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of("split", "split", "split", "ship", "merge", "hold", "release"))
                .as((which, line, units, what) -> new Act(
                        "%s group %d or %d of %s of order %d".formatted(what, units, units, line, which), hub -> {
                            if (which < hub.orders.states().size()) {
                                group(hub, hub.orders.states().get(which), line, units, what);
                            }
                        }));
    }

    private static void group(Hub hub, OrderState order, String line, int units, String what) {
        switch (what) {
            case "split" ->
                hub.splitOrder.split(
                        Hub.TENANT,
                        order.id(),
                        new SplitOrder.Wish(List.of(new Shipment.Line(line, Quantity.of(units))), ""),
                        order.version());
            case "ship" ->
                hub.shipOrder.ship(
                        Hub.TENANT, order.id(), new ShipOrder.Wish(List.of(), "", List.of(), null, false, units));
            case "merge" -> hub.splitOrder.merge(Hub.TENANT, order.id(), units, order.version());
            case "hold" -> hub.splitOrder.hold(Hub.TENANT, order.id(), units, "waits");
            default -> hub.splitOrder.release(Hub.TENANT, order.id(), units);
        }
    }

    static String inShort(IncomingOrder incoming) {
        return incoming.order().externalId() + ":" + incoming.deliveryId();
    }

    private Arbitrary<Act> counts() {
        return Combinators.combine(
                        Arbitraries.of(SKUS),
                        Arbitraries.of(LOCATIONS),
                        Arbitraries.integers().between(0, 9))
                .as((sku, location, quantity) -> new Act(
                        "count %s@%s=%d".formatted(sku, location, quantity),
                        hub -> hub.adjustStock.setOnHand(
                                Hub.TENANT, new Sku(sku), location, Quantity.of(quantity), "count")));
    }

    private Arbitrary<Act> adjustments() {
        return Combinators.combine(
                        Arbitraries.of(SKUS),
                        Arbitraries.of(LOCATIONS),
                        Arbitraries.integers().between(-5, 5))
                .as((sku, location, delta) -> new Act("adjust %s@%s by %d".formatted(sku, location, delta), hub -> {
                    StockLevel level = hub.ledger.item(new Sku(sku)).levelAt(location);
                    int possible = Math.max(delta, -level.onHand().value());
                    hub.adjustStock.adjust(Hub.TENANT, new Sku(sku), location, possible, "found");
                }));
    }

    private Arbitrary<Act> decisions() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 4), Arbitraries.of("cancel", "hold", "release", "edit"))
                .as((which, what) -> new Act(what + " order " + which, hub -> decide(hub, which, what)));
    }

    private static void decide(Hub hub, int which, String what) {
        List<OrderState> known = hub.orders.states();
        if (which >= known.size()) {
            return;
        }
        OrderState state = known.get(which);
        switch (what) {
            case "cancel" -> hub.cancelOrder.cancel(Hub.TENANT, state.id(), "changed their mind");
            case "hold" -> hub.holdOrder.hold(Hub.TENANT, state.id(), "looks odd");
            case "release" -> hub.releaseOrder.release(Hub.TENANT, state.id());
            default ->
                hub.editOrder.edit(
                        Hub.TENANT, state.id(), new OrderEdit(OrderExample.BERGEN, null, null), state.version());
        }
    }
}
