package io.quayside.connectors.ebay;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Orders by a time of theirs, in spans so short that each fits on one page. Offsets over a list that lives skip an order
 * whenever an earlier one leaves it, so no page is turned (field-lesson 19); only when more orders than a page holds
 * share one second, pages of that second overlap. Give one filter of time only: with both, eBay ignores the change's.
 */
final class EbayWindows {
    /** eBay refuses more. */
    static final int PAGE = 200;

    private static final int OVERLAP = 20;
    private static final long SHORTEST_MILLIS = 1_000;
    private static final int MOST_TRIES = 60;
    private final String filter;

    /** @param filter {@code lastmodifieddate} or {@code creationdate} */
    EbayWindows(String filter) {
        this.filter = filter;
    }

    /** @param next the mark of the slice that follows; empty when this was the last */
    record Slice(List<JsonNode> orders, Optional<String> next) {}

    /** Where the next span begins, how long it is tried, and how far its second was read. */
    private record Mark(long from, long width, int offset) {
        static Optional<Mark> read(String text) {
            if (!text.matches("\\d{1,14}\\.\\d{1,14}\\.\\d{1,7}")) {
                return Optional.empty();
            }
            String[] parts = text.split("\\.");
            return Optional.of(
                    new Mark(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2])));
        }

        String written() {
            return from + "." + width + "." + offset;
        }
    }

    /**
     * @param until the end, inclusive; empty for all that come, which leaves eBay's clock out of the matter
     * @param now by our clock, for the length of the first span alone
     */
    Slice read(
            Instant since,
            Optional<Instant> until,
            Instant now,
            Optional<String> cursor,
            ConnectionAccess connection,
            PlatformHttp http) {
        long end = until.orElse(now).toEpochMilli();
        Mark mark = cursor.flatMap(Mark::read).orElse(new Mark(since.toEpochMilli(), Long.MAX_VALUE, 0));
        long width = mark.width();
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            boolean last = width >= end - mark.from();
            Optional<Long> to = last ? until.map(Instant::toEpochMilli) : Optional.of(mark.from() + width);
            JsonNode page = page(mark.from(), to, mark.offset(), connection, http);
            long total = page.path("total").asLong();
            if (total - mark.offset() <= PAGE) {
                return new Slice(
                        orders(page),
                        last ? Optional.empty() : Optional.of(new Mark(mark.from() + width, 2 * width, 0).written()));
            }
            long span = last ? end - mark.from() : width;
            if (span <= SHORTEST_MILLIS) {
                return new Slice(
                        orders(page),
                        Optional.of(
                                new Mark(mark.from(), Math.max(1, span), mark.offset() + PAGE - OVERLAP).written()));
            }
            width = Math.max(SHORTEST_MILLIS, Math.min(span / 2, span * (PAGE / 2) / total));
        }
        throw new ConnectorException.Temporary("eBay's list of orders grows faster than it can be read.");
    }

    private JsonNode page(long from, Optional<Long> to, int offset, ConnectionAccess connection, PlatformHttp http) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put(
                "filter",
                "%s:[%s..%s]"
                        .formatted(filter, time(from), to.map(EbayWindows::time).orElse("")));
        query.put("fieldGroups", "TAX_BREAKDOWN");
        query.put("limit", "" + PAGE);
        query.put("offset", "" + offset);
        return EbayApi.get(EbayApi.FULFILLMENT + "/order?" + JsonApi.query(query), connection, http);
    }

    /** With all three decimals, as eBay wants it. */
    private static String time(long millis) {
        Instant time = Instant.ofEpochMilli(millis);
        return millis % 1_000 == 0 ? time.toString().replace("Z", ".000Z") : time.toString();
    }

    private static List<JsonNode> orders(JsonNode page) {
        List<JsonNode> orders = new ArrayList<>();
        page.path("orders").forEach(orders::add);
        return orders;
    }
}
