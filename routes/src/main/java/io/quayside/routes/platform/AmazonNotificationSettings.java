package io.quayside.routes.platform;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The queue that Amazon sends the notifications of all connected sellers to. It belongs to the installation, whose
 * operator lets Amazon's notification service write to it. Without a queue, orders come by fetching only.
 *
 * @param queueUrl such as {@code https://sqs.us-east-1.amazonaws.com/123456789012/quayside}; empty to do without
 * @param endpoint where a simulator stands in for the service
 * @param accessKeyId empty to find credentials where Amazon's SDK does: environment, instance profile…
 * @param longPoll how long a look waits for a notification, at most 20 s
 */
@ConfigurationProperties("quayside.amazon.notifications")
public record AmazonNotificationSettings(
        @DefaultValue("") String queueUrl,
        @DefaultValue("us-east-1") String region,
        @Nullable URI endpoint,
        @DefaultValue("") String accessKeyId,
        @DefaultValue("") String secretAccessKey,
        @DefaultValue("5s") Duration longPoll) {

    public boolean isOn() {
        return !queueUrl.isBlank();
    }

    /** As Amazon's notification service wants the queue named: its URL ends with the owner's account and its name. */
    public Optional<String> queueArn() {
        if (!isOn()) {
            return Optional.empty();
        }
        String[] parts = URI.create(queueUrl.strip()).getPath().split("/");
        if (parts.length < 3) {
            throw new IllegalArgumentException(
                    "quayside.amazon.notifications.queue-url must end with /<account>/<queue>, as Amazon shows it");
        }
        return Optional.of("arn:aws:sqs:%s:%s:%s".formatted(region, parts[parts.length - 2], parts[parts.length - 1]));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "AmazonNotificationSettings[" + queueUrl + "]";
    }
}
