package io.quayside.routes;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much the pipeline does at once.
 *
 * @param batchSize messages for each transaction; 100 to 200 take most of what batching gives
 * @param batchWait how long a batch waits for more after its first message: latency for fewer commits
 * @param normalizers threads for each platform's normalize route
 * @param importers threads of the import route; each holds a database connection while it works
 */
@Validated
@ConfigurationProperties("quayside.pipeline")
public record PipelineSettings(
        @DefaultValue("100") @Min(1) @Max(1000) int batchSize,
        @DefaultValue("20ms") Duration batchWait,
        @DefaultValue("1") @Min(1) @Max(64) int normalizers,
        @DefaultValue("2") @Min(1) @Max(64) int importers) {

    /** The endpoint that receives a queue in transacted batches. */
    public String batchesFrom(String queue, Stage stage, int consumers) {
        return "jms-batch:%s?maxMessages=%d&maxWaitMillis=%d&consumers=%d&deadLetterQueue=%s"
                .formatted(queue, batchSize, batchWait.toMillis(), consumers, Channels.dead(stage));
    }
}
