package io.quayside.connectors.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.connectors.spi.PlatformHttp.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Documents that Amazon works through in its own time: upload, create, look until it is done, read the report. A feed
 * has no key by which a repeat could be known, so what it does must bear repeating; while one of a kind is under way no
 * other of it is made.
 */
final class AmazonFeeds {
    private static final Duration FIRST_LOOK = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** In all; what takes longer is looked for at the next try. */
    private static final int LOOKS = 12;

    private static final Duration STILL_AT_IT = Duration.ofMinutes(1);
    private static final int LARGEST_REPORT = 5 * 1024 * 1024;
    private final Clock clock;
    private final Pause pause;

    AmazonFeeds(Clock clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /** Waits on the caller's thread, which belongs to the one connection. */
    @FunctionalInterface
    interface Pause {
        Pause SLEEP = wait -> {
            try {
                Thread.sleep(wait.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ConnectorException.Temporary("the program is being stopped");
            }
        };

        void of(Duration wait);
    }

    /**
     * @param type such as {@code JSON_LISTINGS_FEED}
     * @return Amazon's report, empty when it wrote none
     * @throws ConnectorException.Throttled while Amazon works on this feed or an earlier one of its kind
     * @throws ConnectorException.Refused when Amazon gave it up
     */
    byte[] submit(String type, String contentType, byte[] document, ConnectionAccess connection, PlatformHttp http) {
        waitForEarlier(type, connection, http);
        JsonNode place = AmazonApi.send(
                Operation.CREATE_FEED_DOCUMENT,
                "/feeds/2021-06-30/documents",
                JsonApi.object().put("contentType", contentType),
                connection,
                http);
        upload(place.path("url").asText(), contentType, document, connection, http);
        ObjectNode wish = JsonApi.object()
                .put("feedType", type)
                .put("inputFeedDocumentId", place.path("feedDocumentId").asText());
        List.of(Marketplace.idsOf(connection).split(",")).forEach(wish.putArray("marketplaceIds")::add);
        String feed = AmazonApi.send(Operation.CREATE_FEED, "/feeds/2021-06-30/feeds", wish, connection, http)
                .path("feedId")
                .asText();
        return report(feed, connection, http);
    }

    private void waitForEarlier(String type, ConnectionAccess connection, PlatformHttp http) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("feedTypes", type);
        query.put("processingStatuses", "IN_QUEUE,IN_PROGRESS");
        query.put(
                "createdSince",
                clock.instant()
                        .minus(Duration.ofHours(6))
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
        JsonNode feeds = AmazonApi.get(
                        Operation.GET_FEEDS, "/feeds/2021-06-30/feeds?" + JsonApi.query(query), connection, http)
                .path("feeds");
        if (!feeds.isEmpty()) {
            throw new ConnectorException.Throttled("Amazon still works on the last feed of this kind.", STILL_AT_IT);
        }
    }

    private static void upload(
            String url, String contentType, byte[] document, ConnectionAccess connection, PlatformHttp http) {
        Answer answer = http.send(
                new Request(connection.id(), "PUT", address(url), Map.of("Content-Type", contentType), document, 1));
        if (!answer.isSuccess()) {
            throw new ConnectorException.Temporary(
                    "Amazon's store for feed documents answered with HTTP %d.".formatted(answer.status()));
        }
    }

    private byte[] report(String feed, ConnectionAccess connection, PlatformHttp http) {
        Duration wait = FIRST_LOOK;
        for (int look = 0; look < LOOKS; look++) {
            pause.of(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait.multipliedBy(2);
            JsonNode told = AmazonApi.get(
                    Operation.GET_FEED, "/feeds/2021-06-30/feeds/" + JsonApi.encoded(feed), connection, http);
            String document = told.path("resultFeedDocumentId").asText("");
            switch (told.path("processingStatus").asText()) {
                case "DONE" -> {
                    return document.isEmpty() ? new byte[0] : download(document, connection, http);
                }
                case "FATAL", "CANCELLED" ->
                    throw new ConnectorException.Refused("Amazon gave feed %s up (%s)."
                            .formatted(feed, told.path("processingStatus").asText()));
                default -> {} // IN_QUEUE, IN_PROGRESS
            }
        }
        throw new ConnectorException.Throttled("Amazon still works on feed %s.".formatted(feed), STILL_AT_IT);
    }

    private static byte[] download(String document, ConnectionAccess connection, PlatformHttp http) {
        JsonNode place = AmazonApi.get(
                Operation.GET_FEED_DOCUMENT,
                "/feeds/2021-06-30/documents/" + JsonApi.encoded(document),
                connection,
                http);
        Answer answer = http.send(
                new Request(connection.id(), "GET", address(place.path("url").asText()), Map.of(), new byte[0], 1));
        if (!answer.isSuccess()) {
            throw new ConnectorException.Temporary(
                    "Amazon's store for feed documents answered with HTTP %d.".formatted(answer.status()));
        }
        return place.path("compressionAlgorithm").asText().equals("GZIP") ? unzipped(answer.body()) : answer.body();
    }

    private static byte[] unzipped(byte[] zipped) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return in.readNBytes(LARGEST_REPORT);
        } catch (IOException e) {
            throw new ConnectorException.Temporary("Amazon's report can't be unpacked.");
        }
    }

    private static URI address(String url) {
        try {
            URI address = URI.create(url);
            if ("https".equals(address.getScheme()) && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new ConnectorException.Temporary("Amazon names no usable address for a feed document.");
        }
        throw new ConnectorException.Temporary("Amazon names no usable address for a feed document.");
    }
}
