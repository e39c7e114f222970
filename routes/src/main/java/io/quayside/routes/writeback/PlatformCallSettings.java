package io.quayside.routes.writeback;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the hub calls platforms.
 *
 * @param aliases host → base URL that is called in its place, like a hosts file; how a simulator stands in for a
 *     platform. {@code *.example.com} stands for every host one level below, which then follows the base URL as a path
 *     segment. Only the operator sets it, so these targets may be private addresses
 * @param burst calls at once before a connection exists, by which connections are made; later its connector says
 * @param perSecond such calls in the long run
 */
@Validated
@ConfigurationProperties("quayside.platform-calls")
public record PlatformCallSettings(
        @DefaultValue Map<String, URI> aliases,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration answerTimeout,
        @DefaultValue("20MB") DataSize largestAnswer,
        @DefaultValue("40") @Min(1) @Max(10_000) int burst,
        @DefaultValue("10") @Min(1) @Max(10_000) int perSecond) {

    /** The base URL to call in place of the host, without a slash at its end. */
    Optional<String> aliasOf(String host) {
        URI own = aliases.get(host);
        if (own != null) {
            return Optional.of(withoutSlash(own));
        }
        URI ofAll = aliases.get("*" + host.substring(Math.max(0, host.indexOf('.'))));
        return Optional.ofNullable(ofAll).map(base -> withoutSlash(base) + "/" + host);
    }

    private static String withoutSlash(URI base) {
        return base.toString().replaceAll("/$", "");
    }
}
