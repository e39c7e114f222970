package io.quayside.app.outgoing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quayside.app.http.Page;
import io.quayside.app.http.Problem;
import io.quayside.app.outgoing.Endpoints.Endpoint;
import io.quayside.app.security.Merchant;
import io.quayside.routes.writeback.OutgoingCalls;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where a merchant's own programs are told of events. Secrets are shown once, when they are made. */
@RestController
@RequestMapping("/api/v1/webhook-endpoints")
@Tag(name = "Webhooks")
class WebhookEndpointController {
    static final String READ = "integrations:read";
    static final String WRITE = "integrations:write";
    private static final int LONGEST_URL = 2_000;
    private static final int LONGEST_DESCRIPTION = 200;

    private final Endpoints endpoints;
    private final OutgoingCalls calls;
    private final OutgoingSettings settings;

    WebhookEndpointController(Endpoints endpoints, OutgoingCalls calls, OutgoingSettings settings) {
        this.endpoints = endpoints;
        this.calls = calls;
        this.settings = settings;
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record WebhookEndpoint(
            UUID id,
            String url,
            String description,
            @Schema(description = "Empty for all") List<String> eventTypes,
            Endpoints.Status status,
            @Schema(description = "Why it was turned off; else empty") String statusReason,
            @Schema(description = "Absent while the last call went well") @Nullable Instant failingSince,
            @Schema(description = "While the secret before this one signs too") @Nullable Instant oldSecretUntil,
            Instant createdAt) {
        static WebhookEndpoint of(Endpoint endpoint) {
            return new WebhookEndpoint(
                    endpoint.id(),
                    endpoint.url().toString(),
                    endpoint.description(),
                    endpoint.eventTypes(),
                    endpoint.status(),
                    endpoint.statusReason(),
                    endpoint.failingSince(),
                    endpoint.oldSecretUntil(),
                    endpoint.createdAt());
        }
    }

    record WebhookEndpointWithSecret(
            WebhookEndpoint endpoint,
            @Schema(
                            description = "Of the form whsec_…; shown this once",
                            example = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD")
                    String secret) {
        static WebhookEndpointWithSecret of(Endpoints.WithSecret made) {
            return new WebhookEndpointWithSecret(
                    WebhookEndpoint.of(made.endpoint()), made.secret().text());
        }
    }

    record NewEndpoint(
            @Schema(example = "https://erp.example.com/quayside") @Nullable String url,
            @Nullable String description,
            @Schema(description = "See /api/v1/webhook-event-types; absent or empty for all") @Nullable
                    List<String> eventTypes) {}

    @Schema(description = "What is absent stays as it is")
    record EndpointChange(
            @Nullable String url,
            @Nullable String description,
            @Nullable List<String> eventTypes,
            @Schema(description = "Whether it is told of events") @Nullable Boolean active) {}

    @GetMapping
    @Operation(summary = "Where events are sent to, oldest first")
    Page<WebhookEndpoint> list(Merchant who) {
        who.require(READ);
        return new Page<>(
                endpoints.list(who.tenant()).stream().map(WebhookEndpoint::of).toList(), null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Send events to an address of your own",
            description = "Calls follow Standard Webhooks (standardwebhooks.com): the headers webhook-id,"
                    + " webhook-timestamp and webhook-signature, the event's envelope as JSON. The secret is shown"
                    + " this once.")
    WebhookEndpointWithSecret add(@RequestBody NewEndpoint body, Merchant who) {
        who.require(WRITE);
        return WebhookEndpointWithSecret.of(endpoints.add(
                who.tenant(), url(body.url()), description(body.description()), types(body.eventTypes())));
    }

    @GetMapping("/{id}")
    @Operation(summary = "An endpoint, without its secret")
    WebhookEndpoint show(@PathVariable UUID id, Merchant who) {
        who.require(READ);
        return WebhookEndpoint.of(endpoints.find(who.tenant(), id));
    }

    @PatchMapping("/{id}")
    @Operation(summary = "Change an endpoint, pause it or turn it on again")
    WebhookEndpoint change(@PathVariable UUID id, @RequestBody EndpointChange body, Merchant who) {
        who.require(WRITE);
        Endpoint now = endpoints.find(who.tenant(), id);
        Endpoints.Status status = body.active() == null
                ? now.status()
                : body.active() ? Endpoints.Status.ACTIVE : Endpoints.Status.PAUSED;
        return WebhookEndpoint.of(endpoints.change(
                who.tenant(),
                id,
                body.url() == null ? now.url() : url(body.url()),
                body.description() == null ? now.description() : description(body.description()),
                body.eventTypes() == null ? Set.copyOf(now.eventTypes()) : types(body.eventTypes()),
                status));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Stop sending events to an address; its log goes too")
    void remove(@PathVariable UUID id, Merchant who) {
        who.require(WRITE);
        endpoints.remove(who.tenant(), id);
    }

    @PostMapping("/{id}/rotate-secret")
    @Operation(summary = "A new secret, shown this once; the old one signs too for a day")
    WebhookEndpointWithSecret rotate(@PathVariable UUID id, Merchant who) {
        who.require(WRITE);
        return WebhookEndpointWithSecret.of(endpoints.rotate(who.tenant(), id));
    }

    private URI url(@Nullable String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST_URL) {
            throw Problem.invalid(
                    "url", "is required: an https address of at most %d characters".formatted(LONGEST_URL));
        }
        URI url;
        try {
            url = new URI(text.strip());
        } catch (URISyntaxException e) {
            throw Problem.invalid("url", "is no address: write one such as https://erp.example.com/quayside");
        }
        String host = url.getHost();
        if (host == null || url.getScheme() == null) {
            throw Problem.invalid("url", "is no address: write one such as https://erp.example.com/quayside");
        }
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        boolean plain = scheme.equals("http") && (settings.allowHttp() || calls.isAlias(host));
        if (!scheme.equals("https") && !plain) {
            throw Problem.invalid("url", "must begin with https://, since events hold your customers' data");
        }
        if (url.getUserInfo() != null || url.getFragment() != null) {
            throw Problem.invalid("url", "can't hold a user, a password or a part behind #");
        }
        return url;
    }

    private static String description(@Nullable String text) {
        String description = text == null ? "" : text.strip();
        if (description.length() > LONGEST_DESCRIPTION) {
            throw Problem.invalid("description", "has at most %d characters".formatted(LONGEST_DESCRIPTION));
        }
        return description;
    }

    private static Set<String> types(@Nullable List<String> asked) {
        Set<String> types = asked == null ? new TreeSet<>() : new TreeSet<>(asked);
        for (String type : types) {
            if (!EventTypes.all().contains(type)) {
                throw Problem.invalid("eventTypes", "must be some of " + String.join(", ", EventTypes.all()));
            }
        }
        return types;
    }
}
