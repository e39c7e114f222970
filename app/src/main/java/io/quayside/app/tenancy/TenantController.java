package io.quayside.app.tenancy;

import io.quayside.app.http.Problem;
import io.quayside.app.security.Merchant;
import io.quayside.domain.tenancy.Role;
import io.quayside.domain.tenancy.User;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** New merchants: made by an operator, or by themselves where the installation allows it. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Merchants")
class TenantController {
    private final SignUpMerchant signUp;
    private final boolean open;

    TenantController(SignUpMerchant signUp, @Value("${quayside.signup.enabled:false}") boolean open) {
        this.signUp = signUp;
        this.open = open;
    }

    @PostMapping("/tenants")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a merchant and its first user (operators only)")
    NewMerchant create(@Valid @RequestBody MerchantRequest request, Merchant who) {
        if (!who.operator()) {
            throw new AccessDeniedException("not an operator");
        }
        return make(request);
    }

    @PostMapping("/signup")
    @ResponseStatus(HttpStatus.CREATED)
    @SecurityRequirements
    @Operation(summary = "Sign up as a merchant, where the installation allows it")
    NewMerchant signUp(@Valid @RequestBody MerchantRequest request) {
        if (!open) {
            throw Problem.notFound("page: signing up is switched off here, ask the operator for an account");
        }
        return make(request);
    }

    private NewMerchant make(MerchantRequest request) {
        User first = signUp.signUp(request.name(), request.email(), request.password(), Role.MERCHANT);
        return new NewMerchant(first.tenantId().value(), request.name().strip(), first.id());
    }

    /** @param name of the merchant's business */
    record MerchantRequest(@NotNull String name, @NotNull String email, @NotNull String password) {}

    record NewMerchant(UUID id, String name, UUID userId) {}
}
