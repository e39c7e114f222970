package io.quayside.app.privacy;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param sweepEvery how often it is looked for data that is due to go
 * @param keepPayloads how long what was received is kept byte for byte, for audit and replay
 * @param keepDeliveries how long a delivery is known as a repetition; after that the versions of orders still keep it from
 *     having an effect
 * @param keepRequests how long the answer to an {@code Idempotency-Key} is given again
 * @param keepWebhooks how long events that merchants' endpoints are told of can be seen and sent again; longer than the
 *     four days that a delivery is tried for
 * @param keepCertificates how long it can be seen of each hour whether all orders were here
 * @param keepErasures how long it can be shown that somebody was forgotten, without their name
 */
@Validated
@ConfigurationProperties("quayside.privacy")
record PrivacySettings(
        @DefaultValue("1h") Duration sweepEvery,
        @DefaultValue("60d") Duration keepPayloads,
        @DefaultValue("90d") Duration keepDeliveries,
        @DefaultValue("7d") Duration keepRequests,
        @DefaultValue("30d") Duration keepWebhooks,
        @DefaultValue("180d") Duration keepCertificates,
        @DefaultValue("1095d") Duration keepErasures) {
    /** The way from an order to its payloads leads over its deliveries. */
    @AssertTrue(message = "keep-deliveries must not be shorter than keep-payloads")
    boolean isEveryPayloadFoundByItsDelivery() {
        return keepDeliveries.compareTo(keepPayloads) >= 0;
    }
}
