package io.quayside.connectors.magento;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.OrderCensus;
import io.quayside.connectors.spi.PlatformHttp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** By the time of placing, which never changes, in the order of ids: a second way to see what there is. */
final class MagentoCensus implements OrderCensus {
    private static final int PAGE = 200;
    private final MagentoApi api;

    MagentoCensus(MagentoApi api) {
        this.api = api;
    }

    @Override
    public Page placedBetween(
            Instant from, Instant until, Optional<String> cursor, ConnectionAccess connection, PlatformHttp http) {
        int number = cursor.filter(mark -> mark.matches("\\d{1,6}"))
                .map(Integer::parseInt)
                .orElse(1);
        JsonNode list = api.page(
                "/orders",
                new MagentoSearch()
                        .where("created_at", "gteq", MagentoSearch.time(from))
                        .where("created_at", "lteq", MagentoSearch.time(until))
                        .ascending("entity_id")
                        .page(number, PAGE)
                        .only("entity_id,created_at"),
                connection,
                http);
        List<Seen> seen = new ArrayList<>();
        for (JsonNode order : list.path("items")) {
            String id = order.path("entity_id").asText();
            Instant placed = MagentoSearch.time(order.path("created_at").asText())
                    .orElseThrow(() -> new ConnectorException.Temporary(
                            "Magento's order %s has no time of placing.".formatted(id)));
            if (!placed.isBefore(from) && placed.isBefore(until)) {
                seen.add(new Seen(id, placed));
            }
        }
        boolean last = list.path("items").size() < PAGE || MagentoApi.isLast(list, number, PAGE);
        return new Page(seen, last ? Optional.empty() : Optional.of("" + (number + 1)));
    }
}
