package io.quayside.app.security;

import io.quayside.app.http.Problem;
import io.quayside.domain.tenancy.Role;
import io.quayside.domain.tenancy.Tenant;
import io.quayside.domain.tenancy.Tenants;
import io.quayside.domain.tenancy.User;
import io.quayside.domain.tenancy.Users;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The signed-in person's own account. */
@RestController
@RequestMapping("/api/v1/me")
@Tag(name = "My account")
class MeController {
    private final Users users;
    private final Tenants tenants;
    private final SecondFactor secondFactor;
    private final Passwords passwords;
    private final AccountLinks links;

    MeController(Users users, Tenants tenants, SecondFactor secondFactor, Passwords passwords, AccountLinks links) {
        this.users = users;
        this.tenants = tenants;
        this.secondFactor = secondFactor;
        this.passwords = passwords;
        this.links = links;
    }

    @GetMapping
    @Operation(summary = "Who the token or API key belongs to")
    Me me(Merchant who) {
        Optional<User> user = Optional.ofNullable(who.userId()).flatMap(users::find);
        Tenant tenant = tenants.find(who.tenant()).orElseThrow(() -> Problem.notFound("merchant"));
        return new Me(
                who.userId(),
                who.name(),
                user.map(User::role).orElse(Role.MERCHANT),
                List.copyOf(new TreeSet<>(who.scopes())),
                user.filter(secondFactor::isOn).isPresent(),
                new Business(tenant.id().value(), tenant.name()));
    }

    @PostMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Change the password; ends all sessions, this one too")
    void changePassword(@Valid @RequestBody PasswordChange request, Merchant who) {
        User user = user(who);
        requirePassword(user, request.currentPassword(), "currentPassword");
        links.setPassword(user.tenantId(), user.id(), passwords.hash(request.password()));
    }

    @PostMapping("/otp")
    @Operation(summary = "Begin to set up one-time passwords: a secret for the authenticator app")
    OtpSetup beginOtp(Merchant who) {
        SecondFactor.Setup setup = secondFactor.begin(user(who));
        return new OtpSetup(setup.secret(), setup.uri());
    }

    @PostMapping("/otp/confirm")
    @Operation(summary = "Switch one-time passwords on with the first code; the answer holds the recovery codes")
    RecoveryCodes confirmOtp(@Valid @RequestBody OtpCode request, Merchant who) {
        return new RecoveryCodes(secondFactor.confirm(user(who), request.code()));
    }

    @PostMapping("/otp/remove")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Switch one-time passwords off")
    void removeOtp(@Valid @RequestBody PasswordProof request, Merchant who) {
        User user = user(who);
        requirePassword(user, request.password(), "password");
        secondFactor.remove(user);
    }

    @DeleteMapping("/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Sign out everywhere")
    void endSessions(Merchant who) {
        User user = user(who);
        links.setPassword(user.tenantId(), user.id(), user.passwordHash());
    }

    private User user(Merchant who) {
        return users.find(who.person()).orElseThrow(() -> Problem.notFound("user: the account was removed"));
    }

    /** A stolen session must not be enough to lock its owner out. */
    private void requirePassword(User user, String password, String field) {
        if (!passwords.fits(password, user.passwordHash())) {
            throw Problem.invalid(field, "is not your password");
        }
    }

    /**
     * @param id absent for an API key
     * @param name the user's e-mail address or the API key's name
     * @param scopes what the caller may do, {@code *} for everything
     */
    record Me(
            @Nullable UUID id,
            String name,
            Role role,
            List<String> scopes,
            boolean oneTimePasswords,
            Business merchant) {}

    record Business(UUID id, String name) {}

    record PasswordChange(@NotNull String currentPassword, @NotNull String password) {
        /** Without the passwords. */
        @Override
        public String toString() {
            return "PasswordChange[]";
        }
    }

    record PasswordProof(@NotNull String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return "PasswordProof[]";
        }
    }

    record OtpCode(@NotBlank String code) {}

    /**
     * @param secret to type into the app
     * @param uri the same, to show as a QR code
     */
    record OtpSetup(String secret, String uri) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "OtpSetup[]";
        }
    }

    record RecoveryCodes(List<String> recoveryCodes) {
        /** Without the codes. */
        @Override
        public String toString() {
            return "RecoveryCodes[]";
        }
    }
}
