package io.quayside.routes.writeback;

import io.github.resilience4j.core.IntervalFunction;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.routes.writeback.ChannelWork.Due;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a channel is called with its merchant's credentials, and what follows when it does not want to. Thread-safe. */
public final class ChannelCalls {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelCalls.class);
    private final FreshAccess access;
    private final BrokenConnections broken;
    private final PlatformHttp http;
    private final int attempts;
    private final IntervalFunction waits;

    public ChannelCalls(FreshAccess access, BrokenConnections broken, PlatformHttp http, WriteBackSettings settings) {
        this.access = access;
        this.broken = broken;
        this.http = http;
        this.attempts = settings.attempts();
        this.waits =
                IntervalFunction.ofExponentialRandomBackoff(settings.firstRetry(), 2, 0.5, settings.longestRetry());
    }

    /** One call, or several that belong together. */
    @FunctionalInterface
    interface Call<T> {
        T with(ConnectionAccess connection, PlatformHttp http);
    }

    /** A token that is refused before its time is renewed, and the call repeated, once. */
    <T> T send(Due due, Call<T> call) {
        ConnectionAccess first = access.of(due.connection());
        try {
            return call.with(first, http);
        } catch (ConnectorException.MerchantMustAct refused) {
            if (!access.renew(first)) {
                throw refused;
            }
            return call.with(access.of(due.connection()), http);
        }
    }

    void broken(Due due, ConnectorException.MerchantMustAct refused) {
        LOG.info("connection {} is broken: {}", due.connection(), refused.getMessage());
        broken.broken(due.tenant(), due.connection(), message(refused));
    }

    /** @param failed how often it failed before */
    boolean isLastAttempt(int failed) {
        return failed + 1 >= attempts;
    }

    /** @param failed how often it failed before */
    Duration waitAfter(int failed) {
        return Duration.ofMillis(waits.apply(failed + 1));
    }

    static String message(RuntimeException failure) {
        return String.valueOf(failure.getMessage());
    }
}
