package io.quayside.app.integrations;

import io.quayside.app.http.Problem;
import io.quayside.app.integrations.ConnectionActivity.Kind;
import io.quayside.connectors.spi.Capability;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.ConsentFlow;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.WebhookSubscriptions;
import io.quayside.domain.integrations.Connection;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.FilterSettings;
import io.quayside.routes.ConnectionDirectory;
import io.quayside.routes.writeback.PlatformCallRoutes;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** To the platform's consent page and back: a connection, its webhooks registered and the first import begun. */
@Component
public class ConnectByConsent {
    private final ConnectionDesk desk;
    private final Consents consents;
    private final FetchOrders fetchOrders;
    private final ConnectionActivity activity;
    private final ConnectionDirectory directory;
    private final ObjectProvider<PlatformHttp> http;
    private final ObjectProvider<PlatformCallRoutes> calls;
    private final PublicUrl publicUrl;
    private final ConsentApps apps;

    ConnectByConsent(
            ConnectionDesk desk,
            Consents consents,
            FetchOrders fetchOrders,
            ConnectionActivity activity,
            ConnectionDirectory directory,
            ObjectProvider<PlatformHttp> http,
            ObjectProvider<PlatformCallRoutes> calls,
            PublicUrl publicUrl,
            ConsentApps apps) {
        this.desk = desk;
        this.consents = consents;
        this.fetchOrders = fetchOrders;
        this.activity = activity;
        this.directory = directory;
        this.http = http;
        this.calls = calls;
        this.publicUrl = publicUrl;
        this.apps = apps;
    }

    /**
     * @param entered what the platform's consent asks for, a {@code name} for the connection, and perhaps its {@code
     *     firstOrderDate}
     * @throws Problem naming what is missing or wrong in what was entered
     */
    public Begun begin(TenantId tenant, Platform platform, Map<String, @Nullable String> entered) {
        Connector connector = desk.connector(platform);
        ConsentFlow flow = flowOf(connector);
        Map<String, @Nullable String> told = new HashMap<>(entered);
        String name = told.remove("name");
        String firstOrderDate = told.remove(FilterSettings.FIRST_ORDER_DATE);
        Map<String, String> answers = Entries.check("", flow.asks(), told);
        Map<String, String> kept = new HashMap<>(answers);
        if (firstOrderDate != null && !firstOrderDate.isBlank()) {
            checkFirstOrderDate(firstOrderDate);
            kept.put(FilterSettings.FIRST_ORDER_DATE, firstOrderDate.strip());
        }
        String state =
                consents.begin(tenant, platform, name == null || name.isBlank() ? connector.displayName() : name, kept);
        URI page = flow.authorizeUrl(apps.complete(platform, answers), state, publicUrl.consentCallback(platform));
        PlatformCallRoutes routes = calls.getIfAvailable();
        return new Begun(routes == null ? page : routes.resolve(page), state);
    }

    /**
     * @param page where the merchant's browser is to go
     * @param state what the callback must prove itself with
     */
    public record Begun(URI page, String state) {
        /** Without the state. */
        @Override
        public String toString() {
            return "Begun[]";
        }
    }

    /**
     * @param query what the platform's consent page sent the browser back with
     * @throws Problem when this consent was not begun here, is too old, or came before
     * @throws ConnectorException when the platform or the merchant declined, or the query is forged
     */
    public Connection complete(Platform platform, Map<String, String> query) {
        Connector connector = desk.connector(platform);
        ConsentFlow flow = flowOf(connector);
        Consents.Pending pending = consents.take(query.getOrDefault(flow.stateParameter(), ""), platform)
                .orElseThrow(() -> new Problem(
                        HttpStatus.BAD_REQUEST,
                        "consent-expired",
                        "This consent is not waited for",
                        "it was used before or is older than 15 minutes: start to connect again",
                        List.of()));
        Map<String, String> answers = new HashMap<>(pending.answers());
        Map<String, String> settings = new HashMap<>();
        Optional.ofNullable(answers.remove(FilterSettings.FIRST_ORDER_DATE))
                .ifPresent(date -> settings.put(FilterSettings.FIRST_ORDER_DATE, date));
        Map<String, String> credentials = flow.complete(query, answers(platform, answers), http.getObject());
        Connection connection = desk.consented(pending.tenant(), connector, pending.name(), credentials, settings);
        connector.webhookSubscriptions().ifPresent(webhooks -> subscribe(pending.tenant(), connection, webhooks));
        if (connector.orderSource().isPresent()) {
            fetchOrders.start(pending.tenant(), connection, connector);
        }
        return connection;
    }

    private static void checkFirstOrderDate(String date) {
        String problem = FilterSettings.problemsIn(Map.of(FilterSettings.FIRST_ORDER_DATE, date))
                .get(FilterSettings.FIRST_ORDER_DATE);
        if (problem != null) {
            throw Problem.invalid(FilterSettings.FIRST_ORDER_DATE, problem);
        }
    }

    /** With the callback's address, which some platforms want to see again. */
    private Map<String, String> answers(Platform platform, Map<String, String> entered) {
        Map<String, String> all = new HashMap<>(apps.complete(platform, entered));
        all.put("redirectUri", publicUrl.consentCallback(platform).toString());
        return all;
    }

    /** Whether a callback only brings the browser back, as the tokens come by a call of the platform's own. */
    boolean isReturnOnly(Platform platform, Map<String, String> query) {
        return flowOf(desk.connector(platform)).isReturnOnly(query);
    }

    /** A connection without webhooks still works, only slower: so it stays, and the merchant reads why. */
    private void subscribe(TenantId tenant, Connection connection, WebhookSubscriptions webhooks) {
        try {
            var access = directory.find(connection.id()).orElseThrow().access();
            webhooks.ensure(access, publicUrl.webhook(connection.platform(), connection.id()), http.getObject());
            activity.record(tenant, connection.id(), Kind.WEBHOOKS, "Webhooks are registered.");
        } catch (ConnectorException failure) {
            activity.record(
                    tenant,
                    connection.id(),
                    Kind.WEBHOOKS,
                    "Webhooks could not be registered, orders come by fetching only: " + failure.getMessage());
        }
    }

    private static ConsentFlow flowOf(Connector connector) {
        return connector.consentFlow().orElseThrow(() -> connector.cannot(Capability.CONNECT_BY_CONSENT));
    }
}
