package io.quayside.app.integrations;

import io.quayside.app.http.Problem;
import io.quayside.connectors.spi.Capability;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.ConsentFlow;
import io.quayside.connectors.spi.Field;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.domain.integrations.Connection;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.FilterSettings;
import io.quayside.routes.writeback.PlatformCallRoutes;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final WatchWebhooks webhooks;
    private final ConnectionWatch watch;
    private final ObjectProvider<PlatformHttp> http;
    private final ObjectProvider<PlatformCallRoutes> calls;
    private final PublicUrl publicUrl;
    private final ConsentApps apps;

    ConnectByConsent(
            ConnectionDesk desk,
            Consents consents,
            FetchOrders fetchOrders,
            WatchWebhooks webhooks,
            ConnectionWatch watch,
            ObjectProvider<PlatformHttp> http,
            ObjectProvider<PlatformCallRoutes> calls,
            PublicUrl publicUrl,
            ConsentApps apps) {
        this.desk = desk;
        this.consents = consents;
        this.fetchOrders = fetchOrders;
        this.webhooks = webhooks;
        this.watch = watch;
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
        return begin(tenant, connector, name == null || name.isBlank() ? connector.displayName() : name, kept, null);
    }

    /**
     * To the consent page once more, for a connection that is there: its credentials are renewed and it goes on where it
     * was.
     *
     * @param entered what the consent asks for, where it differs from what the connection has
     * @throws Problem naming what is missing or wrong in what was entered
     */
    public Begun beginAgain(TenantId tenant, ConnectionId id, Map<String, @Nullable String> entered) {
        Connection connection = desk.find(tenant, id);
        Connector connector = desk.connector(connection.platform());
        ConsentFlow flow = flowOf(connector);
        Map<String, @Nullable String> told = new HashMap<>();
        Map<String, String> stored = desk.openCredentials(tenant, connection);
        for (Field field : flow.asks()) {
            String known = stored.get(field.name());
            told.put(field.name(), known != null ? known : connection.settings().get(field.name()));
        }
        told.putAll(entered);
        return begin(tenant, connector, connection.name(), Entries.check("", flow.asks(), told), id);
    }

    private Begun begin(
            TenantId tenant,
            Connector connector,
            String name,
            Map<String, String> answers,
            @Nullable ConnectionId renews) {
        Platform platform = connector.platform();
        ConsentFlow flow = flowOf(connector);
        Map<String, String> certain =
                flow.certain(answers, request -> http.getObject().send(request));
        String state = consents.begin(tenant, platform, name, certain, renews);
        URI page = flow.authorizeUrl(apps.complete(platform, certain), state, publicUrl.consentCallback(platform));
        return new Begun(seen(page), flow.entries(state, publicUrl.consentCallback(platform)), state);
    }

    /** As the browser finds it, where the operator set an alias. */
    private URI seen(URI page) {
        PlatformCallRoutes routes = calls.getIfAvailable();
        return routes == null ? page : routes.resolve(page);
    }

    /**
     * @param page where the merchant's browser is to go
     * @param entries what the merchant enters there by hand
     * @param state what the callback must prove itself with
     */
    public record Begun(URI page, List<ConsentFlow.Entry> entries, String state) {
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
    public Completed complete(Platform platform, Map<String, String> query) {
        Connector connector = desk.connector(platform);
        ConsentFlow flow = flowOf(connector);
        Consents.Pending pending = consents.take(query.getOrDefault(flow.stateParameter(), ""), platform)
                .orElseThrow(ConnectByConsent::notWaitedFor);
        Map<String, String> entered = new HashMap<>(pending.answers());
        Map<String, String> settings = new HashMap<>();
        Optional.ofNullable(entered.remove(FilterSettings.FIRST_ORDER_DATE))
                .ifPresent(date -> settings.put(FilterSettings.FIRST_ORDER_DATE, date));
        Map<String, String> answers = answers(platform, entered);
        Map<String, String> credentials = flow.complete(query, answers, http.getObject());
        Connection connection = pending.renews()
                .map(id -> desk.renewed(pending.tenant(), connector, id, credentials))
                .orElseGet(() -> desk.consented(pending.tenant(), connector, pending.name(), credentials, settings));
        watch.lookAgain(pending.tenant(), connection.id());
        webhooks.look(pending.tenant(), connection, connector);
        if (connector.orderSource().isPresent()) {
            fetchOrders.start(pending.tenant(), connection, connector);
        }
        return new Completed(connection, flow.leadsOn(query, answers).map(this::seen));
    }

    /** @param next where the browser goes now, if the platform wants it back */
    public record Completed(Connection connection, Optional<URI> next) {}

    /**
     * Takes what a platform's own server hands over: the last thing that was missing, or a part that is kept until the
     * merchant's browser comes back.
     *
     * @throws Problem as {@link #complete}
     */
    public void handOver(Platform platform, Map<String, String> call) {
        ConsentFlow flow = flowOf(desk.connector(platform));
        AtomicBoolean kept = new AtomicBoolean();
        boolean waited = consents.amend(call.getOrDefault(flow.stateParameter(), ""), platform, pending -> {
            Map<String, String> answers = new HashMap<>(pending.answers());
            flow.handedOver(call, pending.answers()).ifPresent(part -> {
                answers.putAll(part);
                kept.set(true);
            });
            return answers;
        });
        if (!waited) {
            throw notWaitedFor();
        }
        if (!kept.get()) {
            complete(platform, call);
        }
    }

    private static Problem notWaitedFor() {
        return new Problem(
                HttpStatus.BAD_REQUEST,
                "consent-expired",
                "This consent is not waited for",
                "it was used before or is older than 15 minutes: start to connect again",
                List.of());
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

    private static ConsentFlow flowOf(Connector connector) {
        return connector.consentFlow().orElseThrow(() -> connector.cannot(Capability.CONNECT_BY_CONSENT));
    }
}
