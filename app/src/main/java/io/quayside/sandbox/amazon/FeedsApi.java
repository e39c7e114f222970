package io.quayside.sandbox.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import io.quayside.sandbox.Store;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Feeds of stock levels and of cancellations; each is worked through a moment after it was made. */
final class FeedsApi {
    /** Host of the documents' presigned addresses. */
    static final String DOCUMENTS = "documents-sandbox.amazon.com";

    private static final long WORK_MILLIS = 300;
    private static final Pattern ORDER_ID = Pattern.compile("<AmazonOrderID>([^<]+)</AmazonOrderID>");
    private static final Pattern REASON = Pattern.compile("<CancelReason>([^<]+)</CancelReason>");
    private static final Pattern STATUS = Pattern.compile("<StatusCode>([^<]+)</StatusCode>");
    private static final Pattern MESSAGE = Pattern.compile("<Message>(.*?)</Message>", Pattern.DOTALL);
    private final OrdersApi orders;
    private final Map<String, byte[]> documents = new ConcurrentHashMap<>();

    FeedsApi(OrdersApi orders) {
        this.orders = orders;
    }

    /** The store of documents, whose address is its own permission. */
    Reply document(String id, Call call) {
        if (call.method().equals("PUT")) {
            documents.put(id, call.body());
            return Reply.empty(200);
        }
        byte[] document = documents.get(id);
        return document == null
                ? Reply.empty(404)
                : new Reply(200, Map.of("Content-Type", "application/octet-stream"), document);
    }

    Reply answer(Store store, String path, Call call) {
        String rest = path.substring("feeds/2021-06-30/".length());
        if (rest.equals("documents") && call.method().equals("POST")) {
            String id = "amzn1.tortuga.4.na." + UUID.randomUUID();
            return Reply.json(
                    201, Json.object().put("feedDocumentId", id).put("url", "https://%s/%s".formatted(DOCUMENTS, id)));
        }
        if (rest.startsWith("documents/")) {
            String id = rest.substring("documents/".length());
            return documents.containsKey(id)
                    ? Reply.ok(Json.object()
                            .put("feedDocumentId", id)
                            .put("url", "https://%s/%s".formatted(DOCUMENTS, id)))
                    : SpApiError.notFound("The feed document is not known.");
        }
        if (rest.equals("feeds") && call.method().equals("POST")) {
            return create(store, call.json());
        }
        if (rest.equals("feeds")) {
            return list(store, call);
        }
        Optional<ObjectNode> feed = Optional.ofNullable(store.documents().get(rest));
        return feed.map(known -> Reply.ok(worked(store, known)))
                .orElseGet(() -> SpApiError.notFound("The feed is not known."));
    }

    private Reply create(Store store, ObjectNode asked) {
        String document = asked.path("inputFeedDocumentId").asText();
        if (!documents.containsKey(document)) {
            return SpApiError.invalid("The feed document was not uploaded.");
        }
        String id = "" + Store.nextId();
        ObjectNode feed = Json.object()
                .put("feedId", id)
                .put("feedType", asked.path("feedType").asText())
                .put("createdTime", OrdersApi.now())
                .put("processingStatus", "IN_QUEUE")
                .put("inputFeedDocumentId", document);
        feed.set("marketplaceIds", asked.path("marketplaceIds"));
        store.document("feeds/" + id, feed);
        return Reply.json(202, Json.object().put("feedId", id));
    }

    private Reply list(Store store, Call call) {
        ObjectNode answer = Json.object();
        ArrayNode feeds = answer.putArray("feeds");
        store.documents().forEach((path, feed) -> {
            if (!path.startsWith("feeds/")) {
                return;
            }
            ObjectNode shown = worked(store, feed);
            boolean type = call.query()
                    .getOrDefault("feedTypes", "")
                    .contains(shown.path("feedType").asText());
            boolean status = call.parameter("processingStatuses")
                    .map(all -> java.util.List.of(all.split(","))
                            .contains(shown.path("processingStatus").asText()))
                    .orElse(true);
            if (type && status) {
                feeds.add(shown);
            }
        });
        return Reply.ok(answer);
    }

    /** As it stands now; what was not worked through yet is, once its time has come. */
    private ObjectNode worked(Store store, ObjectNode feed) {
        synchronized (feed) {
            boolean due = Instant.parse(feed.path("createdTime").asText())
                    .plusMillis(WORK_MILLIS)
                    .isBefore(Instant.now());
            if (due && feed.path("processingStatus").asText().equals("IN_QUEUE")) {
                byte[] document =
                        documents.getOrDefault(feed.path("inputFeedDocumentId").asText(), new byte[0]);
                String result = "amzn1.tortuga.4.na." + UUID.randomUUID();
                switch (feed.path("feedType").asText()) {
                    case "JSON_LISTINGS_FEED" -> documents.put(result, listings(store, document));
                    case "POST_ORDER_ACKNOWLEDGEMENT_DATA" -> documents.put(result, acknowledged(store, document));
                    default -> {
                        return feed.put("processingStatus", "FATAL");
                    }
                }
                feed.put("processingStatus", "DONE")
                        .put("processingStartTime", feed.path("createdTime").asText())
                        .put("processingEndTime", OrdersApi.now())
                        .put("resultFeedDocumentId", result);
            }
            ObjectNode shown = feed.deepCopy();
            shown.remove("inputFeedDocumentId");
            return shown;
        }
    }

    private static byte[] listings(Store store, byte[] document) {
        JsonNode feed = Json.read(document);
        ObjectNode report = Json.object();
        report.putObject("header")
                .put("sellerId", store.name())
                .put("version", "2.0")
                .put("feedId", "1");
        ArrayNode issues = report.putArray("issues");
        for (JsonNode message : feed.path("messages")) {
            ListingsApi.patch(store, message.path("sku").asText(), message.path("patches"))
                    .ifPresent(problem -> issues.addObject()
                            .put("messageId", message.path("messageId").asInt())
                            .put("code", "8541")
                            .put("severity", "ERROR")
                            .put("message", problem));
        }
        report.putObject("summary")
                .put("errors", issues.size())
                .put("warnings", 0)
                .put("messagesProcessed", feed.path("messages").size())
                .put("messagesAccepted", feed.path("messages").size() - issues.size())
                .put("messagesInvalid", issues.size());
        return Json.bytes(report);
    }

    private byte[] acknowledged(Store store, byte[] document) {
        StringBuilder results = new StringBuilder();
        int errors = 0;
        int messages = 0;
        Matcher message = MESSAGE.matcher(new String(document, StandardCharsets.UTF_8));
        while (message.find()) {
            messages++;
            String order = first(ORDER_ID, message.group(1));
            Optional<String> problem = first(STATUS, message.group(1)).equals("Failure")
                    ? orders.cancel(store, order, first(REASON, message.group(1)))
                    : Optional.empty();
            if (problem.isPresent()) {
                errors++;
                results.append(
                        "<Result><MessageID>%d</MessageID><ResultCode>Error</ResultCode><ResultMessageCode>18028</ResultMessageCode><ResultDescription>%s</ResultDescription></Result>"
                                .formatted(messages, problem.get()));
            }
        }
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <AmazonEnvelope><Header><DocumentVersion>1.02</DocumentVersion></Header><MessageType>ProcessingReport</MessageType>
                <Message><MessageID>1</MessageID><ProcessingReport><StatusCode>Complete</StatusCode><ProcessingSummary>
                <MessagesProcessed>%d</MessagesProcessed><MessagesSuccessful>%d</MessagesSuccessful>
                <MessagesWithError>%d</MessagesWithError><MessagesWithWarning>0</MessagesWithWarning></ProcessingSummary>%s
                </ProcessingReport></Message></AmazonEnvelope>
                """
                .formatted(messages, messages - errors, errors, results)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
