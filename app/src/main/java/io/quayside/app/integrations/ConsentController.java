package io.quayside.app.integrations;

import io.quayside.app.http.Problem;
import io.quayside.app.integrations.ConnectionActivity.Kind;
import io.quayside.app.security.Merchant;
import io.quayside.connectors.spi.Capability;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.ConsentFlow;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.domain.integrations.Connection;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import io.quayside.routes.ConnectionDirectory;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** Connecting with one click: to the platform's consent page and back, webhooks registered and the first import begun. */
@RestController
@Tag(name = "Integrations")
class ConsentController {
    private final ConnectionDesk desk;
    private final Consents consents;
    private final FetchOrders fetchOrders;
    private final ConnectionActivity activity;
    private final ConnectionDirectory directory;
    private final ObjectProvider<PlatformHttp> http;
    private final PublicUrl publicUrl;
    private final ConsentApps apps;

    ConsentController(
            ConnectionDesk desk,
            Consents consents,
            FetchOrders fetchOrders,
            ConnectionActivity activity,
            ConnectionDirectory directory,
            ObjectProvider<PlatformHttp> http,
            PublicUrl publicUrl,
            ConsentApps apps) {
        this.desk = desk;
        this.consents = consents;
        this.fetchOrders = fetchOrders;
        this.activity = activity;
        this.directory = directory;
        this.http = http;
        this.publicUrl = publicUrl;
        this.apps = apps;
    }

    @PostMapping("/api/v1/integrations/{platform}/connect")
    @Operation(
            summary = "Begin a connection by consent: open the answered address in the merchant's browser",
            description = "The body holds what the platform's consent asks for (see /api/v1/platforms) and a name.")
    ConsentBegun connect(
            @PathVariable Platform platform,
            @RequestBody(required = false) @Nullable Map<String, @Nullable String> entered,
            Merchant who) {
        who.require("integrations:write");
        Connector connector = desk.connector(platform);
        ConsentFlow flow = flowOf(connector);
        Map<String, @Nullable String> told = entered == null ? new HashMap<>() : new HashMap<>(entered);
        String name = told.remove("name");
        Map<String, String> answers = Entries.check("", flow.asks(), told);
        String state = consents.begin(
                who.tenant(), platform, name == null || name.isBlank() ? connector.displayName() : name, answers);
        return new ConsentBegun(
                flow.authorizeUrl(apps.complete(platform, answers), state, publicUrl.consentCallback(platform)));
    }

    @GetMapping("/integrations/{platform}/callback")
    @SecurityRequirements
    @Operation(summary = "Where the platform's consent page sends the merchant's browser back to")
    ResponseEntity<String> callback(@PathVariable Platform platform, @RequestParam Map<String, String> query) {
        Connector connector = desk.connector(platform);
        ConsentFlow flow = flowOf(connector);
        Consents.Pending pending = consents.take(query.getOrDefault("state", ""), platform)
                .orElseThrow(() -> new Problem(
                        HttpStatus.BAD_REQUEST,
                        "consent-expired",
                        "This consent is not waited for",
                        "it was used before or is older than 15 minutes: start to connect again",
                        List.of()));
        Map<String, String> credentials =
                flow.complete(query, apps.complete(platform, pending.answers()), http.getObject());
        Connection connection = desk.consented(pending.tenant(), connector, pending.name(), credentials);
        subscribe(pending.tenant(), connection, flow);
        if (connector.orderSource().isPresent()) {
            fetchOrders.start(pending.tenant(), connection, connector);
        }
        return ResponseEntity.ok().contentType(MediaType.TEXT_HTML).body(page(connector, connection));
    }

    /** A connection without webhooks still works, only slower: so it stays, and the merchant reads why. */
    private void subscribe(TenantId tenant, Connection connection, ConsentFlow flow) {
        try {
            var access = directory.find(connection.id()).orElseThrow().access();
            flow.subscribe(access, publicUrl.webhook(connection.platform(), connection.id()), http.getObject());
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

    private static String page(Connector connector, Connection connection) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>Connected</title></head>
                <body><h1>%s is connected</h1>
                <p>“%s” sends its orders to Quayside now, and the first import has begun.</p>
                <p>You can close this page.</p></body></html>
                """
                .formatted(HtmlUtils.htmlEscape(connector.displayName()), HtmlUtils.htmlEscape(connection.name()));
    }

    record ConsentBegun(URI authorizeUrl) {}
}
