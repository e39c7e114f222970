package io.quayside.app.embedded;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the embedded broker.
 *
 * @param minDiskFree below it producers are held back, so that the journal never meets a full disk
 * @param pageLimit of one address on disk: a flood fails instead of filling the disk for everybody
 */
@ConfigurationProperties("quayside.broker")
public record BrokerProperties(@DefaultValue("1GB") DataSize minDiskFree, @DefaultValue("8GB") DataSize pageLimit) {
    static BrokerProperties defaults() {
        return new BrokerProperties(DataSize.ofGigabytes(1), DataSize.ofGigabytes(8));
    }
}
