package io.quayside.connectors.bigcommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.connectors.ScriptedJson;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.OrderSource.FetchedOrder;
import io.quayside.domain.integrations.ConnectionId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BigCommerceOrdersTest {
    private static final Instant CHANGED = Instant.parse("2026-11-24T10:00:00Z");
    private static final String ORDER =
            "{'id':100,'status_id':11,'date_modified':'Tue, 24 Nov 2026 10:00:00 +0000','payment_status':'captured'}";
    private static final ConnectionAccess CONNECTION = new ConnectionAccess(
            ConnectionId.of("00000000-0000-0000-0000-00000000c0de"),
            Map.of("storeHash", "abc123", "accessToken", "t"),
            Map.of());
    private final ScriptedJson store = new ScriptedJson();
    private BigCommerceOrders orders = new BigCommerceOrders(Clock.fixed(CHANGED, ZoneOffset.UTC));

    private FetchedOrder listed() {
        store.answers(200, "[" + ORDER + "]");
        return orders.changedSince(CHANGED, Optional.empty(), CONNECTION, store)
                .orders()
                .get(0);
    }

    private FetchedOrder readAt(String time, String street) {
        store.answers(200, Map.of("date", List.of("Tue, 24 Nov 2026 " + time + " GMT")), ORDER);
        return theRest(street);
    }

    private FetchedOrder theRest(String street) {
        store.answers(200, "[{'id':1}]").answers(200, "[{'street_1':'%s'}]".formatted(street));
        return orders.one("100", CONNECTION, store).orElseThrow();
    }

    @Test
    void anOrderWhoseLastChangeIsOverIsTheVersionThatAListShows() {
        assertThat(readAt("10:00:06", "5 Dock St").version()).isEqualTo(listed().version());
    }

    @Test
    void anOrderReadInTheSecondOfItsChangeIsReadAgainWhenAListShowsIt() {
        assertThat(readAt("10:00:00", "5 Dock St").version()).isNotEqualTo(listed().version());
    }

    @Test
    void aNewAddressWithinThatSecondMakesAnotherVersion() {
        FetchedOrder before = readAt("10:00:00", "5 Dock St");

        assertThat(readAt("10:00:00", "9 New Street").version()).isNotEqualTo(before.version());
        assertThat(readAt("10:00:00", "5 Dock St").version()).isEqualTo(before.version());
    }

    @Test
    void ourOwnClockDecidesWhereTheAnswerTellsNoTime() {
        store.answers(200, ORDER);
        assertThat(theRest("5 Dock St").version()).isNotEqualTo(listed().version());

        orders = new BigCommerceOrders(Clock.fixed(CHANGED.plusSeconds(6), ZoneOffset.UTC));
        store.answers(200, ORDER);
        assertThat(theRest("5 Dock St").version()).isEqualTo(listed().version());
    }
}
