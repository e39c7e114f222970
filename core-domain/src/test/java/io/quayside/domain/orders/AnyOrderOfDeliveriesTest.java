package io.quayside.domain.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The same deliveries end in the same orders, whatever their order, batches and repetitions (field-lesson 10). */
class AnyOrderOfDeliveriesTest {
    @Property(tries = 1000)
    void endsInTheSameOrders(
            @ForAll("deliveries") List<IncomingOrder> deliveries, @ForAll Random one, @ForAll Random other) {
        Map<OrderKey, Outcome> first = outcomeOf(shuffledWithRepetitions(deliveries, one), one, Map.of());
        Map<OrderKey, Outcome> second = outcomeOf(shuffledWithRepetitions(deliveries, other), other, Map.of());

        assertThat(second).isEqualTo(first);
    }

    /** Versions differ in their totals, so that some are taken in and others not. */
    @Property(tries = 500)
    void endsInTheSameOrdersBehindAFilter(
            @ForAll("deliveries") List<IncomingOrder> deliveries, @ForAll Random one, @ForAll Random other) {
        Map<String, String> filter = Map.of("leastValue", "30.00");

        Map<OrderKey, Outcome> first = outcomeOf(shuffledWithRepetitions(deliveries, one), one, filter);
        Map<OrderKey, Outcome> second = outcomeOf(shuffledWithRepetitions(deliveries, other), other, filter);

        assertThat(second).isEqualTo(first);
    }

    /** All that must not depend on how the deliveries came; version numbers and the timeline may. */
    private record Outcome(
            OrderStatus status, CanonicalOrder content, List<Flag> flags, List<String> heldBy, Set<Allocation> held) {}

    @Provide
    Arbitrary<List<IncomingOrder>> deliveries() {
        return Arbitraries.lazy(ReservationLawsTest::versions)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static List<IncomingOrder> shuffledWithRepetitions(List<IncomingOrder> deliveries, Random random) {
        List<IncomingOrder> all = new ArrayList<>(deliveries);
        deliveries.stream().filter(delivery -> random.nextInt(3) == 0).forEach(all::add);
        Collections.shuffle(all, random);
        return all;
    }

    private static Map<OrderKey, Outcome> outcomeOf(
            List<IncomingOrder> deliveries, Random random, Map<String, String> filter) {
        Hub hub = new Hub();
        deliveries.forEach(delivery -> hub.filters.put(delivery.connectionId(), FilterSettings.of(filter)));
        List.of("A", "B", "C").forEach(sku -> hub.stock(sku, 1_000));
        int from = 0;
        while (from < deliveries.size()) {
            int to = Math.min(deliveries.size(), from + 1 + random.nextInt(4));
            hub.receiveOrders.receive(Hub.TENANT, deliveries.subList(from, to));
            from = to;
        }
        hub.obeysTheLaws();
        Map<OrderKey, Outcome> outcome = new HashMap<>();
        for (OrderState state : hub.orders.states()) {
            outcome.put(
                    new OrderKey(state.connectionId(), state.content().externalId()),
                    new Outcome(
                            state.status(),
                            state.content(),
                            state.flags(),
                            state.heldBy(),
                            Set.copyOf(state.allocations())));
        }
        return outcome;
    }
}
