package io.quayside.routes.writeback;

import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.connectors.spi.PlatformHttp.Request;
import io.quayside.domain.integrations.ConnectionId;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.util.unit.DataSize;

/**
 * Calls to addresses that merchants chose themselves. Guarded like calls to platforms (public addresses only, no redirects,
 * no cookies), with connections and time-outs of its own, so that a slow receiver takes nothing from the platforms.
 * Thread-safe.
 */
public final class OutgoingCalls implements AutoCloseable {
    private static final DataSize LARGEST_ANSWER = DataSize.ofMegabytes(1);

    private final PlatformCallSettings settings;
    private final PlatformCaller caller;

    /**
     * @param platforms whose aliases hold here as well
     * @param answerTimeout how long a receiver may take
     */
    public OutgoingCalls(PlatformCallSettings platforms, Duration answerTimeout) {
        this.settings = new PlatformCallSettings(
                platforms.aliases(),
                platforms.connectTimeout(),
                answerTimeout,
                LARGEST_ANSWER,
                platforms.burst(),
                platforms.perSecond());
        this.caller = new PlatformCaller(settings);
    }

    /**
     * @param receiver who is called, for errors only
     * @throws ConnectorException.Temporary when no answer came
     * @throws ConnectorException.Refused when the address is not a public one
     */
    public Answer post(UUID receiver, URI uri, Map<String, String> headers, byte[] body) {
        return caller.call(new Request(new ConnectionId(receiver), "POST", uri, headers, body, 1));
    }

    /** Whether the operator himself said where the host is. */
    public boolean isAlias(String host) {
        return settings.aliases().containsKey(host);
    }

    @Override
    public void close() throws IOException {
        caller.close();
    }
}
