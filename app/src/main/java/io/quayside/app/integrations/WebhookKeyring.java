package io.quayside.app.integrations;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.WebhookKeys;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.routes.ConnectionDirectory.KnownConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The public keys that platforms sign webhooks with. A look never waits: what is not here is fetched in the background,
 * and the call that needed it is told to come again. Keys are looked up anew every hour and used on meanwhile. Strangers
 * can name any key, so an unknown one costs a connection at most one look-up a second, and one that the platform denies is
 * not asked for again for ten minutes. Thread-safe.
 */
@Component
class WebhookKeyring implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookKeyring.class);
    private static final Duration FRESH = Duration.ofHours(1);
    private static final int MOST_WAITING = 50;

    private final ObjectProvider<PlatformHttp> http;
    private final Clock clock;
    private final Cache<Id, Kept> keys = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofDays(1))
            .build();
    private final Cache<Id, Boolean> denied = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();
    private final Cache<ConnectionId, Boolean> asked = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build();
    private final Set<Id> underWay = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor fetcher =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                Thread thread = new Thread(task, "webhook-keys");
                thread.setDaemon(true);
                return thread;
            });

    WebhookKeyring(ObjectProvider<PlatformHttp> http, Clock clock) {
        this.http = http;
        this.clock = clock;
        fetcher.allowCoreThreadTimeOut(true);
    }

    private record Id(Platform platform, String keyId) {}

    private record Kept(String key, Instant at) {}

    /** What is known of a key now. */
    sealed interface Look {
        record Found(String key) implements Look {}

        /** It is being fetched: the sender must come again. */
        record NotYet() implements Look {}

        /** The platform has no such key: the call is not the platform's. */
        record NoSuchKey() implements Look {}
    }

    Look look(String keyId, KnownConnection connection, WebhookKeys source) {
        Id id = new Id(connection.platform(), keyId);
        Kept kept = keys.getIfPresent(id);
        if (kept != null) {
            if (kept.at().plus(FRESH).isBefore(clock.instant())) {
                fetch(id, connection, source);
            }
            return new Look.Found(kept.key());
        }
        if (denied.getIfPresent(id) != null) {
            return new Look.NoSuchKey();
        }
        if (asked.asMap().putIfAbsent(connection.access().id(), true) == null) {
            fetch(id, connection, source);
        }
        return new Look.NotYet();
    }

    private void fetch(Id id, KnownConnection connection, WebhookKeys source) {
        if (!underWay.add(id)) {
            return;
        }
        try {
            fetcher.execute(() -> {
                try {
                    keys.put(
                            id,
                            new Kept(source.fetch(id.keyId(), connection.access(), http.getObject()), clock.instant()));
                } catch (ConnectorException.Refused unknown) {
                    denied.put(id, true);
                    keys.invalidate(id);
                } catch (ConnectorException failed) {
                    LOG.warn("{}'s key for webhooks can't be fetched: {}", id.platform(), failed.getMessage());
                } finally {
                    underWay.remove(id);
                }
            });
        } catch (RejectedExecutionException full) { // the sender comes again
            underWay.remove(id);
        }
    }

    @Override
    public void destroy() {
        fetcher.shutdownNow();
    }
}
