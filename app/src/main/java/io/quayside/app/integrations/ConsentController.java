package io.quayside.app.integrations;

import io.quayside.app.http.Problem;
import io.quayside.app.portal.PortalFiles;
import io.quayside.app.security.Merchant;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.domain.integrations.Connection;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** Connecting with one click: to the platform's consent page and back. */
@RestController
@Tag(name = "Integrations")
class ConsentController {
    /** Cookie: which consent this browser has begun. */
    private static final String STATE = "qs_consent";

    private final ConnectByConsent consent;
    private static final Logger LOG = LoggerFactory.getLogger(ConsentController.class);

    private final ConnectionDesk desk;
    private final PortalFiles portal;

    ConsentController(ConnectByConsent consent, ConnectionDesk desk, PortalFiles portal) {
        this.consent = consent;
        this.desk = desk;
        this.portal = portal;
    }

    @PostMapping("/api/v1/integrations/{platform}/connect")
    @Operation(
            summary = "Begin a connection by consent: open the answered address in the merchant's browser",
            description = "The body holds what the platform's consent asks for (see /api/v1/platforms) and a name.")
    ResponseEntity<ConsentBegun> connect(
            @PathVariable Platform platform,
            @RequestBody(required = false) @Nullable Map<String, @Nullable String> entered,
            HttpServletRequest request,
            Merchant who) {
        who.require("integrations:write");
        return begun(platform, consent.begin(who.tenant(), platform, entered == null ? Map.of() : entered), request);
    }

    @PostMapping("/api/v1/integrations/{id}/reconnect")
    @Operation(
            summary = "Renew the consent of a connection, such as a broken one: open the answered address",
            description =
                    "The connection goes on where it was: what changed meanwhile is fetched, what waits is sent. For a"
                            + " connection without consent, change its credentials instead.")
    ResponseEntity<ConsentBegun> reconnect(
            @PathVariable ConnectionId id,
            @RequestBody(required = false) @Nullable Map<String, @Nullable String> entered,
            HttpServletRequest request,
            Merchant who) {
        who.require("integrations:write");
        Platform platform = desk.find(who.tenant(), id).platform();
        return begun(platform, consent.beginAgain(who.tenant(), id, entered == null ? Map.of() : entered), request);
    }

    private static ResponseEntity<ConsentBegun> begun(
            Platform platform, ConnectByConsent.Begun begun, HttpServletRequest request) {
        ResponseCookie cookie = ResponseCookie.from(STATE, begun.state())
                .path("/integrations/" + platform + "/callback")
                .maxAge(Duration.ofMinutes(15))
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .build();
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, cookie.toString())
                .body(new ConsentBegun(begun.page()));
    }

    @GetMapping("/integrations/{platform}/callback")
    @SecurityRequirements
    @Operation(summary = "Where the platform's consent page sends the merchant's browser back to")
    ResponseEntity<String> callback(
            @PathVariable Platform platform,
            @RequestParam Map<String, String> query,
            @CookieValue(name = STATE, required = false) @Nullable String remembered,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept) {
        if (remembered != null) {
            query.putIfAbsent("state", remembered); // for platforms that bring no state back
        }
        boolean toPortal = portal.arePresent() && accept.contains(MediaType.TEXT_HTML_VALUE);
        if (consent.isReturnOnly(platform, query)) {
            return toPortal ? seeOther("/channels?awaiting=" + platform) : html(handedOver(desk.connector(platform)));
        }
        try {
            Connection made = consent.complete(platform, query);
            return toPortal
                    ? seeOther("/channels/%s?connected=1".formatted(made.id()))
                    : html(page(desk.connector(platform), made));
        } catch (Problem | ConnectorException refused) {
            if (!toPortal) {
                throw refused;
            }
            LOG.info("a consent at {} came to nothing: {}", platform, refused.getMessage());
            String why = refused instanceof Problem ? "expired" : "declined";
            return seeOther("/channels/connect/%s?refused=%s".formatted(platform, why));
        }
    }

    /** Into the portal; the reason goes as a word of ours, since anybody can write a link. */
    private static ResponseEntity<String> seeOther(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(path))
                .build();
    }

    /** Some platforms hand tokens over by a call of their own server, which must be answered with exactly 200. */
    @PostMapping(value = "/integrations/{platform}/callback", consumes = MediaType.APPLICATION_JSON_VALUE)
    @SecurityRequirements
    @Operation(summary = "Where a platform's server hands over what the merchant has consented to")
    Map<String, String> handOver(@PathVariable Platform platform, @RequestBody Map<String, @Nullable Object> body) {
        Map<String, String> query = new HashMap<>();
        body.forEach((name, value) -> {
            if (value instanceof String || value instanceof Number) {
                query.put(name, value.toString());
            }
        });
        consent.complete(platform, query);
        return Map.of();
    }

    private static ResponseEntity<String> html(String page) {
        return ResponseEntity.ok().contentType(MediaType.TEXT_HTML).body(page);
    }

    private static String handedOver(Connector connector) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>Connected</title></head>
                <body><h1>%s hands over its keys</h1>
                <p>As soon as they are here, the first import begins. You can close this page.</p></body></html>
                """
                .formatted(HtmlUtils.htmlEscape(connector.displayName()));
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
