package io.quayside.domain.orders;

import static io.quayside.domain.orders.OrderExample.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.domain.kernel.Address;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PersonalDataTest {
    private final Hub hub = new Hub();

    @BeforeEach
    void shippedAndOpenOrder() {
        hub.stock("MUG", 5);
        hub.receive(
                order("shipped").line("MUG", 1, 0).parcel("success", "L1", 1).note("Ring at Nordmann's"),
                order("open").line("MUG", 1).note("Ring at Nordmann's"));
    }

    @Test
    void leavesWhatTheBooksNeedAndNothingOfTheBuyer() {
        ErasePersonalData.Outcome outcome = erase("shipped");

        assertThat(outcome).isEqualTo(new ErasePersonalData.Outcome(1, 0));
        CanonicalOrder left = hub.order("shipped").content();
        assertThat(left.toString()).doesNotContain("Kari", "Nordmann", "kari@example.com", "Storgata", "Oslo", "0155");
        assertThat(left.shippingAddress())
                .isEqualTo(new Address(null, null, null, null, null, null, "015", "NO", null));
        assertThat(left.customer()).isNull();
        assertThat(left.totals().grandTotal()).hasToString("10.00 USD");
        assertThat(left.attributes()).isEqualTo(Map.of("source", "web"));
        assertThat(hub.order("shipped").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(hub.events(OrderEvent.PersonalDataErased.class))
                .containsExactly(new OrderEvent.PersonalDataErased(hub.id("shipped"), "by rule"));
        assertThat(hub.erasedTraces)
                .extracting(state -> state.content().externalId())
                .containsExactly("shipped");
    }

    @Test
    void anOrderThatIsToBeShippedKeepsItsAddressUntilThen() {
        assertThat(erase("open")).isEqualTo(new ErasePersonalData.Outcome(0, 1));
        assertThat(hub.order("open").content().shippingAddress()).isEqualTo(OrderExample.OSLO);
        assertThat(hub.order("open").decisions().personalData()).isEqualTo(MerchantDecisions.PersonalData.TO_ERASE);

        hub.shipOrder.ship(
                Hub.TENANT, hub.id("open"), new ShipOrder.Wish(List.of(), "dhl", List.of("1"), null, false, null));

        assertThat(erase("open")).isEqualTo(new ErasePersonalData.Outcome(1, 0));
        assertThat(hub.order("open").content().toString()).doesNotContain("Nordmann");
    }

    @Test
    void theChannelsLaterNewsBringsNobodyBackAndTheSameNewsTwiceIsNoNews() {
        erase("shipped");

        hub.receive(order("shipped")
                .changed(60)
                .line("MUG", 1, 0)
                .parcel("delivered", "L1", 1)
                .note("Nordmann"));
        long version = hub.order("shipped").version();
        hub.receive(order("shipped")
                .changed(60)
                .line("MUG", 1, 0)
                .parcel("delivered", "L1", 1)
                .note("Nordmann"));

        assertThat(hub.order("shipped").status()).isEqualTo(OrderStatus.DELIVERED);
        assertThat(hub.order("shipped").content().toString()).doesNotContain("Nordmann", "Storgata");
        assertThat(hub.order("shipped").version()).isEqualTo(version);
    }

    @Test
    void erasingAgainLooksForTracesAgainAndSaysNothingNew() {
        erase("shipped");
        erase("shipped");

        assertThat(hub.erasedTraces).hasSize(2);
        assertThat(hub.events(OrderEvent.PersonalDataErased.class)).hasSize(1);
    }

    @Test
    void theClockRunsFromTheShipmentTheCancellationOrTheLastWord() {
        assertThat(hub.order("shipped").doneAt()).contains(OrderExample.DAY);
        assertThat(hub.order("open").doneAt()).isEmpty();

        hub.receive(order("digital").changed(7).line(null, 1, 1, false, FulfilledBy.MERCHANT));
        hub.cancelOrder.cancel(Hub.TENANT, hub.id("open"), "customer");

        assertThat(hub.order("digital").doneAt()).contains(OrderExample.DAY.plusSeconds(7));
        assertThat(hub.order("open").doneAt()).contains(Instant.parse("2026-03-02T00:00:00Z"));
    }

    private ErasePersonalData.Outcome erase(String order) {
        return hub.erasePersonalData.erase(Hub.TENANT, List.of(hub.id(order)), "by rule");
    }
}
