package io.quayside.app.tenancy;

import io.quayside.app.http.Problem;
import io.quayside.app.security.Merchant;
import io.quayside.domain.tenancy.Role;
import io.quayside.domain.tenancy.Tenant;
import io.quayside.domain.tenancy.Tenants;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is calling. */
@RestController
@RequestMapping("/api/v1/me")
@Tag(name = "Merchants")
class MeController {
    private final Tenants tenants;

    MeController(Tenants tenants) {
        this.tenants = tenants;
    }

    @GetMapping
    @Operation(summary = "Who the token or API key belongs to")
    MeResponse show(Merchant who) {
        Tenant tenant = tenants.find(who.tenant()).orElseThrow(() -> Problem.notFound("merchant"));
        return new MeResponse(
                who.name(),
                who.operator() ? Role.OPERATOR : Role.MERCHANT,
                new Business(tenant.id().value(), tenant.name()));
    }

    /** @param name the user's e-mail address or the API key's name */
    record MeResponse(String name, Role role, Business merchant) {}

    record Business(UUID id, String name) {}
}
