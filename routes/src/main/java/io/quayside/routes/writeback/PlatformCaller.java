package io.quayside.routes.writeback;

import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.connectors.spi.PlatformHttp.Request;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP call itself. A client of our own rather than Camel's endpoint, because the endpoint resolves property
 * placeholders in what it takes for a URI (CVE-2026-78164) and follows header names that we did not set. Thread-safe.
 */
final class PlatformCaller implements AutoCloseable {
    private final PlatformCallSettings settings;
    private final CloseableHttpClient client;

    PlatformCaller(PlatformCallSettings settings) {
        this.settings = settings;
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new PublicAddresses(settings.aliases().values().stream()
                                .map(URI::getHost)
                                .collect(Collectors.toSet())))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                                .setSocketTimeout(Timeout.of(settings.answerTimeout()))
                                .setTimeToLive(Timeout.of(5, TimeUnit.MINUTES))
                                .build())
                        .setMaxConnTotal(200)
                        .setMaxConnPerRoute(20)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(settings.connectTimeout()))
                        .setResponseTimeout(Timeout.of(settings.answerTimeout()))
                        .build())
                .disableRedirectHandling() // a redirect could lead to a private address or carry the token elsewhere
                .disableAutomaticRetries() // the route above decides, and only writes with a key may be repeated
                .disableCookieManagement()
                .setUserAgent("Quayside")
                .build();
    }

    /** @throws ConnectorException.Temporary when no answer came */
    Answer call(Request request) {
        ClassicRequestBuilder builder =
                ClassicRequestBuilder.create(request.method()).setUri(resolve(request.uri()));
        request.headers().forEach(builder::addHeader);
        if (request.body() != null && request.body().length > 0) {
            String type = request.headers().getOrDefault("Content-Type", "application/json");
            builder.setEntity(new ByteArrayEntity(request.body(), ContentType.parse(type)));
        }
        try {
            return client.execute(builder.build(), this::answer);
        } catch (PublicAddresses.ForbiddenAddress e) {
            throw new ConnectorException.Refused(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new ConnectorException.Temporary(
                    "no answer from %s: %s".formatted(request.uri().getHost(), e.getMessage()));
        }
    }

    /** The same URL on the alias of its host, where the operator set one. */
    URI resolve(URI uri) {
        if (uri.getHost() == null) {
            return uri;
        }
        return settings.aliasOf(uri.getHost().toLowerCase(Locale.ROOT))
                .map(base -> URI.create(
                        base + uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())))
                .orElse(uri);
    }

    private Answer answer(ClassicHttpResponse response) throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue());
        }
        return new Answer(response.getCode(), headers, body(response.getEntity()));
    }

    private byte[] body(HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        int most = Math.toIntExact(settings.largestAnswer().toBytes());
        try (InputStream in = entity.getContent()) {
            byte[] body = in.readNBytes(most + 1);
            if (body.length > most) {
                throw new IOException("the answer is larger than " + settings.largestAnswer());
            }
            return body;
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
