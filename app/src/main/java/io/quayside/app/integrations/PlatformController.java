package io.quayside.app.integrations;

import io.quayside.app.http.Page;
import io.quayside.app.security.Merchant;
import io.quayside.connectors.spi.Capability;
import io.quayside.connectors.spi.CarrierCodes;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ConsentFlow;
import io.quayside.connectors.spi.Field;
import io.quayside.domain.integrations.Platform;
import io.quayside.routes.ConnectorRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can be connected. */
@RestController
@RequestMapping("/api/v1/platforms")
@Tag(name = "Integrations")
class PlatformController {
    private final ConnectorRegistry connectors;

    PlatformController(ConnectorRegistry connectors) {
        this.connectors = connectors;
    }

    @GetMapping
    @Operation(summary = "The platforms, what each needs and what it can do")
    Page<PlatformResponse> list(Merchant who) {
        who.require("integrations:read");
        return new Page<>(connectors.all().stream().map(PlatformResponse::of).toList(), null);
    }

    /**
     * @param credentials to enter by hand
     * @param settings those of the platform, and of stock where the platform can be told of it
     * @param consent what to tell before the platform's own consent page opens; empty when it has none
     * @param carriers the codes that the platform knows carriers by; empty when it has no list
     */
    record PlatformResponse(
            Platform platform,
            String name,
            Set<Capability> capabilities,
            List<Field> credentials,
            List<Field> settings,
            List<Field> consent,
            CarrierCodes carriers) {
        static PlatformResponse of(Connector connector) {
            return new PlatformResponse(
                    connector.platform(),
                    connector.displayName(),
                    connector.capabilities(),
                    connector.credentials(),
                    ConnectionSettings.of(connector),
                    connector.consentFlow().map(PlatformResponse::asks).orElse(List.of()),
                    connector.carrierCodes());
        }

        private static List<Field> asks(ConsentFlow flow) {
            List<Field> all = new ArrayList<>(flow.asks());
            all.add(ConnectionSettings.FIRST_ORDER_DATE);
            return all;
        }
    }
}
