package io.quayside.domain.orders;

import static io.quayside.domain.orders.OrderExample.BERGEN;
import static io.quayside.domain.orders.OrderExample.SHOP;
import static io.quayside.domain.orders.OrderExample.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FilteredOrdersTest {
    private static final Map<String, String> NO_WHOLESALE = Map.of("exceptTags", "wholesale");
    private final Hub hub = new Hub();

    @BeforeEach
    void stock() {
        hub.stock("MUG", 5);
    }

    @AfterEach
    void laws() {
        hub.obeysTheLaws();
        hub.leavesNoOrderWaitingBesideFreeStock();
    }

    @Test
    void anIgnoredOrderIsKeptTakesNoStockAndIsNotShipped() {
        hub.filter(SHOP, NO_WHOLESALE);

        hub.receive(order("1").line("MUG", 2).tagged("wholesale"), order("2").line("MUG", 1));

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.IGNORED);
        assertThat(hub.order("1").heldBy()).isEmpty();
        assertThat(hub.order("2").status()).isEqualTo(OrderStatus.ALLOCATED);
        assertThat(hub.reserved("MUG")).isEqualTo(1);
        assertThat(hub.events(OrderEvent.OrderIgnored.class))
                .extracting(OrderEvent.OrderIgnored::reason)
                .containsExactly("Ignored by this connection's filter: orders with the tag 'wholesale' are excluded.");
        ShipOrder.Wish wish = new ShipOrder.Wish(List.of(), "dhl", List.of("1"), null, false, null);
        assertThat(hub.shipOrder
                        .ship(Hub.TENANT, hub.id("1"), wish)
                        .orElseThrow()
                        .outcome())
                .isEqualTo(new ShipOrder.Outcome.Refused("", "the order is ignored: take it in first"));
    }

    @Test
    void aChangedFilterReleasesWhatItIgnoresNowAndTakesInWhatItNoLongerDoes() {
        hub.receive(
                order("1").line("MUG", 5).tagged("wholesale"),
                order("2").placed(9).line("MUG", 1));
        assertThat(hub.order("2").status()).isEqualTo(OrderStatus.BACKORDERED);

        hub.filter(SHOP, NO_WHOLESALE);
        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.IGNORED);
        assertThat(hub.order("2").status()).as("the freed units are offered").isEqualTo(OrderStatus.ALLOCATED);

        hub.filter(SHOP, Map.of());
        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.PARTIALLY_ALLOCATED);
        assertThat(hub.events(OrderEvent.OrderTakenIn.class))
                .containsExactly(new OrderEvent.OrderTakenIn(hub.id("1"), OrderEvent.TakenInBy.FILTER));
    }

    @Test
    void aPersonsWordOutlastsTheFilterAndTheChannelsNews() {
        hub.filter(SHOP, NO_WHOLESALE);
        hub.receive(order("1").line("MUG", 2).tagged("wholesale"));

        hub.takeInOrder.takeIn(Hub.TENANT, hub.id("1"));
        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ALLOCATED);

        hub.receive(order("1").changed(5).line("MUG", 3).tagged("wholesale"));
        hub.filter(SHOP, Map.of("exceptCountries", "NO"));
        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ALLOCATED);
        assertThat(hub.allocated("1")).isEqualTo(3);
        assertThat(hub.events(OrderEvent.OrderTakenIn.class))
                .containsExactly(new OrderEvent.OrderTakenIn(hub.id("1"), OrderEvent.TakenInBy.MERCHANT));
    }

    @Test
    void aNewerVersionIsJudgedAnewButAnEditOfTheMerchantIsNot() {
        hub.filter(SHOP, NO_WHOLESALE);
        hub.receive(order("1").line("MUG", 2).tagged("wholesale"));

        hub.receive(order("1").changed(5).line("MUG", 2));
        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ALLOCATED);

        hub.editOrder.edit(
                Hub.TENANT,
                hub.id("1"),
                new OrderEdit(BERGEN, null, List.of("wholesale")),
                hub.order("1").version());
        hub.filter(SHOP, NO_WHOLESALE);
        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ALLOCATED);

        hub.receive(order("1").changed(9).line("MUG", 2).tagged("wholesale"));
        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.IGNORED);
        assertThat(hub.reserved("MUG")).isZero();
    }

    @Test
    void whatIsDoneStaysWhatItIsWhenTheFilterComesLater() {
        hub.receive(order("1").line("MUG", 1), order("2").line("MUG", 1));
        hub.shipOrder.ship(
                Hub.TENANT, hub.id("1"), new ShipOrder.Wish(List.of(), "dhl", List.of("1"), null, false, null));
        hub.receive(order("2").changed(5).line("MUG", 1, 0).parcel("success", "L1", 1));

        hub.filter(SHOP, Map.of("exceptCountries", "NO"));
        hub.receive(order("2").changed(9).line("MUG", 1, 0).parcel("delivered", "L1", 1));

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(hub.order("2").status()).isEqualTo(OrderStatus.DELIVERED);
    }

    @Test
    void ordersFromBeforeTheEarliestDateAreIgnoredEvenWhenTheyWereShippedLongAgo() {
        hub.filter(SHOP, Map.of("firstOrderDate", "2026-03-02"));

        hub.receive(order("1").line("MUG", 1), order("2").line("MUG", 1, 0).parcel("delivered", "L1", 1));

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.IGNORED);
        assertThat(hub.order("2").status()).isEqualTo(OrderStatus.IGNORED);
    }

    @Test
    void goesThroughMoreOrdersThanOneStepTakes() {
        OrderExample[] many = new OrderExample[AllocationProcess.MOST_ORDERS + 7];
        for (int i = 0; i < many.length; i++) {
            many[i] = order("n" + i).line("CUP", 1);
        }
        hub.receive(many);

        hub.filter(SHOP, Map.of("onlyCountries", "SE"));

        assertThat(hub.orders.states()).extracting(OrderState::status).containsOnly(OrderStatus.IGNORED);
    }
}
