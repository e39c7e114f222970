package io.quayside.routes.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.connectors.ebay.EbayConnector;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import io.quayside.routes.ConnectionDirectory.KnownConnection;
import io.quayside.routes.DeliveryMessages;
import io.quayside.routes.Headers;
import io.quayside.routes.ingest.ImportMessages;
import io.quayside.routes.receive.ReceivedDelivery;
import io.quayside.routes.writeback.ChannelWork;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A platform's word that a buyer must be forgotten is no order, and is handed on for every merchant. */
class ForgottenBuyersTest {
    private static final Platform EBAY = new Platform("ebay");
    private static final TenantId TENANT = new TenantId(new UUID(0, 1));
    private static final ConnectionId CONNECTION = new ConnectionId(new UUID(0, 2));

    private record Asked(Platform platform, List<String> names, String why) {}

    @Test
    void aClosedAccountIsHandedOnWithAllItsNames() {
        List<Asked> asked = new ArrayList<>();
        Normalizer normalizer = new Normalizer(
                new EbayConnector(Clock.systemUTC()),
                id -> Optional.of(
                        new KnownConnection(TENANT, EBAY, true, new ConnectionAccess(id, Map.of(), Map.of()))),
                deliveries -> List.of(),
                new ImportMessages(),
                (tenant, connection, reason) -> {},
                nothingToDo(),
                (platform, names, why) -> asked.add(new Asked(platform, names, why)));
        String notice =
                """
                {"metadata":{"topic":"MARKETPLACE_ACCOUNT_DELETION","schemaVersion":"1.0"},
                 "notification":{"notificationId":"n-1","data":{"username":"mary_j","userId":"U7","eiasToken":"nY+s"}}}""";

        var orders = normalizer.translate(DeliveryMessages.toMessage(new ReceivedDelivery(
                        TENANT,
                        CONNECTION,
                        EBAY,
                        "n-1",
                        "MARKETPLACE_ACCOUNT_DELETION",
                        "",
                        Instant.parse("2026-11-24T10:00:00Z"),
                        notice.getBytes(StandardCharsets.UTF_8)))
                .with(Headers.RAW_PAYLOAD, new UUID(0, 3).toString()));

        assertThat(orders).isEmpty();
        assertThat(asked).singleElement().satisfies(one -> {
            assertThat(one.platform()).isEqualTo(EBAY);
            assertThat(one.names()).containsExactly("mary_j", "U7", "nY+s");
            assertThat(one.why()).isNotBlank();
        });
    }

    private static ChannelWork nothingToDo() {
        return (ChannelWork) java.lang.reflect.Proxy.newProxyInstance(
                ChannelWork.class.getClassLoader(), new Class<?>[] {ChannelWork.class}, (proxy, method, arguments) -> {
                    throw new AssertionError("not expected: " + method);
                });
    }
}
