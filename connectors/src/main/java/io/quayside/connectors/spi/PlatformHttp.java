package io.quayside.connectors.spi;

import io.quayside.domain.integrations.ConnectionId;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one way out. Behind it stand the limiter and circuit breaker of the connection, time-outs, the guard against
 * private addresses (SSRF), and redaction of logs; redirects are not followed. Thread-safe.
 */
@FunctionalInterface
public interface PlatformHttp {
    /**
     * Sends the request and returns whatever the platform answers, errors included.
     *
     * @throws ConnectorException.Throttled when the connection's own limit leaves no room now
     * @throws ConnectorException.Temporary when no answer came
     */
    Answer send(Request request);

    /**
     * @param connection whose limiter and breaker apply
     * @param cost in the platform's own unit of limiting, at least 1
     */
    record Request(
            ConnectionId connection,
            String method,
            URI uri,
            Map<String, String> headers,
            byte @Nullable [] body,
            int cost) {
        public Request {
            headers = Map.copyOf(headers);
        }

        /** Without headers and body: they hold tokens and personal data. */
        @Override
        public String toString() {
            return method + " " + uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
        }
    }

    /** @param headers names in lower case */
    record Answer(int status, Map<String, List<String>> headers, byte[] body) {
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).stream()
                    .flatMap(List::stream)
                    .findFirst();
        }

        public boolean isSuccess() {
            return status / 100 == 2;
        }
    }
}
