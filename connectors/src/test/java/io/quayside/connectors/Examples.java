package io.quayside.connectors;

import io.quayside.connectors.amazon.AmazonConnector;
import io.quayside.connectors.bigcommerce.BigCommerceConnector;
import io.quayside.connectors.ebay.EbayConnector;
import io.quayside.connectors.magento.MagentoConnector;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.OrderTranslator;
import io.quayside.connectors.spi.OrderTranslator.Translation;
import io.quayside.connectors.woocommerce.WooConnector;
import io.quayside.domain.integrations.ConnectionId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The connectors whose payloads lie in folders of their own, and a connection to try them with. */
final class Examples {
    static final Instant RECEIVED_AT = Instant.parse("2026-11-24T04:00:00Z");
    static final List<Connector> CONNECTORS = List.of(
            new WooConnector(),
            new BigCommerceConnector(Clock.systemUTC()),
            new EbayConnector(Clock.systemUTC()),
            new AmazonConnector(Clock.systemUTC(), Optional.empty()),
            new MagentoConnector(Clock.systemUTC()));

    private Examples() {}

    static Connector connector(String platform) {
        return CONNECTORS.stream()
                .filter(connector -> connector.platform().name().equals(platform))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no connector " + platform));
    }

    static Translation translate(Connector connector, byte[] body) {
        return connector
                .translator()
                .translate(new OrderTranslator.Payload(
                        "",
                        body,
                        RECEIVED_AT,
                        new ConnectionAccess(new ConnectionId(new UUID(0, 7)), Map.of(), Map.of())));
    }
}
