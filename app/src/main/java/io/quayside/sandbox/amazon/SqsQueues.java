package io.quayside.sandbox.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Faults;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Queues that speak the JSON protocol of Amazon SQS as far as its own SDK needs it: at least once, unordered, a received
 * message hides until it is deleted or its time is over. Guarded by itself.
 */
final class SqsQueues {
    private static final int MOST_WAITING = 100_000;
    private static final long HIDDEN_MILLIS = 30_000;
    private static final long LONGEST_POLL_SECONDS = 20;
    private static final long LONGEST_REORDERING_MILLIS = 3_000;
    private final Map<String, Map<String, Message>> queues = new LinkedHashMap<>();

    /** @param visibleAt by {@code System.nanoTime} */
    private record Message(String id, String receipt, String body, long visibleAt) {
        Message received(long hiddenMillis) {
            return new Message(
                    id,
                    UUID.randomUUID().toString(),
                    body,
                    System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(hiddenMillis));
        }
    }

    /** Puts a notification on the queue of that ARN, with the faults that were asked for. */
    synchronized void send(String arn, String body, Faults faults) {
        ThreadLocalRandom dice = ThreadLocalRandom.current();
        if (dice.nextDouble() < faults.dropWebhooks()) {
            return;
        }
        String queue = arn.substring(arn.lastIndexOf(':') + 1);
        long delay = dice.nextDouble() < faults.reorderWebhooks() ? dice.nextLong(LONGEST_REORDERING_MILLIS) : 0;
        put(queue, body, delay);
        if (dice.nextDouble() < faults.duplicateWebhooks()) {
            put(queue, body, delay + dice.nextLong(500));
        }
    }

    private synchronized String put(String queue, String body, long delayMillis) {
        String id = UUID.randomUUID().toString();
        Map<String, Message> messages = queue(queue);
        if (messages.size() < MOST_WAITING) {
            messages.put(id, new Message(id, "", body, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis)));
        }
        notifyAll();
        return id;
    }

    synchronized int waiting(String queue) {
        return queue(queue).size();
    }

    private Map<String, Message> queue(String name) {
        return queues.computeIfAbsent(name, any -> new LinkedHashMap<>());
    }

    /** One call of the protocol; the operation stands in {@code X-Amz-Target}. */
    Reply answer(Call call) {
        if (call.header("authorization").isEmpty()) {
            return error(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        }
        ObjectNode asked = call.json();
        String url = asked.path("QueueUrl").asText(asked.path("QueueName").asText(""));
        String queue = url.substring(url.lastIndexOf('/') + 1);
        if (queue.isEmpty()) {
            return error(400, "QueueDoesNotExist", "The specified queue does not exist.");
        }
        return switch (call.header("x-amz-target").orElse("")) {
            case "AmazonSQS.ReceiveMessage" -> receive(queue, asked);
            case "AmazonSQS.DeleteMessage" -> delete(queue, asked);
            case "AmazonSQS.DeleteMessageBatch" -> deleteBatch(queue, asked);
            case "AmazonSQS.SendMessage" -> sent(queue, asked);
            case "AmazonSQS.GetQueueAttributes" -> attributes(queue);
            case "AmazonSQS.GetQueueUrl" ->
                amz(Json.object().put("QueueUrl", "https://sqs.us-east-1.amazonaws.com/123456789012/" + queue));
            default -> error(400, "UnsupportedOperation", "The simulator does not do this.");
        };
    }

    private synchronized Reply receive(String queue, ObjectNode asked) {
        int most = Math.min(10, Math.max(1, asked.path("MaxNumberOfMessages").asInt(1)));
        long hidden = asked.path("VisibilityTimeout").asLong(HIDDEN_MILLIS / 1_000) * 1_000;
        long end = System.nanoTime()
                + TimeUnit.SECONDS.toNanos(Math.min(
                        LONGEST_POLL_SECONDS, asked.path("WaitTimeSeconds").asLong(0)));
        ArrayNode messages = Json.array();
        while (true) {
            for (Message message : java.util.List.copyOf(queue(queue).values())) {
                if (messages.size() < most && message.visibleAt() <= System.nanoTime()) {
                    Message taken = message.received(hidden);
                    queue(queue).put(taken.id(), taken);
                    messages.addObject()
                            .put("MessageId", taken.id())
                            .put("ReceiptHandle", taken.id() + "#" + taken.receipt())
                            .put("MD5OfBody", md5(taken.body()))
                            .put("Body", taken.body());
                }
            }
            long left = end - System.nanoTime();
            if (!messages.isEmpty() || left <= 0) {
                ObjectNode answer = Json.object();
                if (!messages.isEmpty()) {
                    answer.set("Messages", messages);
                }
                return amz(answer);
            }
            try {
                wait(Math.max(1, Math.min(100, TimeUnit.NANOSECONDS.toMillis(left))));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return amz(Json.object());
            }
        }
    }

    private synchronized Reply delete(String queue, ObjectNode asked) {
        String handle = asked.path("ReceiptHandle").asText();
        if (!handle.contains("#")) {
            return error(400, "ReceiptHandleIsInvalid", "The receipt handle is not valid.");
        }
        forget(queue, handle);
        return amz(Json.object());
    }

    private synchronized Reply deleteBatch(String queue, ObjectNode asked) {
        ObjectNode answer = Json.object();
        ArrayNode done = answer.putArray("Successful");
        answer.putArray("Failed");
        for (JsonNode entry : asked.path("Entries")) {
            forget(queue, entry.path("ReceiptHandle").asText());
            done.addObject().put("Id", entry.path("Id").asText());
        }
        return amz(answer);
    }

    /** Only by the newest receipt: one whose time is over deletes nothing. */
    private void forget(String queue, String handle) {
        String id = handle.substring(0, Math.max(0, handle.indexOf('#')));
        Message message = queue(queue).get(id);
        if (message != null && handle.equals(id + "#" + message.receipt())) {
            queue(queue).remove(id);
        }
    }

    private Reply sent(String queue, ObjectNode asked) {
        String body = asked.path("MessageBody").asText();
        return amz(Json.object().put("MessageId", put(queue, body, 0)).put("MD5OfMessageBody", md5(body)));
    }

    private synchronized Reply attributes(String queue) {
        ObjectNode answer = Json.object();
        answer.putObject("Attributes")
                .put("ApproximateNumberOfMessages", "" + queue(queue).size())
                .put("QueueArn", "arn:aws:sqs:us-east-1:123456789012:" + queue);
        return amz(answer);
    }

    private static Reply amz(JsonNode body) {
        return new Reply(
                200,
                Map.of(
                        "Content-Type",
                        "application/x-amz-json-1.0",
                        "x-amzn-RequestId",
                        UUID.randomUUID().toString()),
                Json.bytes(body));
    }

    private static Reply error(int status, String type, String message) {
        return new Reply(
                status,
                Map.of("Content-Type", "application/x-amz-json-1.0"),
                Json.bytes(
                        Json.object().put("__type", "com.amazonaws.sqs#" + type).put("message", message)));
    }

    private static String md5(String body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
