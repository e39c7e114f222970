package io.quayside.app.security;

import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Problem;
import io.quayside.app.http.TooManyRequests;
import io.quayside.app.integrations.PublicUrl;
import io.quayside.app.mail.Mail;
import io.quayside.app.security.AccountLinks.Purpose;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.tenancy.EmailAddress;
import io.quayside.domain.tenancy.User;
import io.quayside.domain.tenancy.Users;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people need before they are signed in. Says the same whether an address is known or not. */
@RestController
@RequestMapping("/api/v1/auth")
@Tag(name = "Signing in")
@SecurityRequirements
class AccountController {
    private final Users users;
    private final AccountLinks links;
    private final LoginAttempts attempts;
    private final Mail mail;
    private final PublicUrl publicUrl;
    private final boolean signUp;

    AccountController(
            Users users,
            AccountLinks links,
            LoginAttempts attempts,
            Mail mail,
            PublicUrl publicUrl,
            @Value("${quayside.signup.enabled:false}") boolean signUp) {
        this.users = users;
        this.links = links;
        this.attempts = attempts;
        this.mail = mail;
        this.publicUrl = publicUrl;
        this.signUp = signUp;
    }

    @GetMapping("/options")
    @Operation(summary = "What the sign-in page of this installation can offer")
    SignInOptions options() {
        return new SignInOptions(signUp, mail.isOn());
    }

    @PostMapping("/forgot-password")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Have a link to choose a new password sent by e-mail")
    void forgot(@Valid @RequestBody ForgotPassword request, HttpServletRequest call) {
        if (!mail.isOn()) {
            throw new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "no-mail",
                    "This installation sends no e-mail",
                    "ask the person who runs it, or a colleague under Settings, Users, for a link",
                    List.of());
        }
        EmailAddress address = address(request.email());
        String counted = "forgot " + address;
        long wait = attempts.waitNanos(counted, call.getRemoteAddr());
        if (wait > 0) {
            throw new TooManyRequests(Duration.ofNanos(wait));
        }
        attempts.failed(counted, call.getRemoteAddr()); // each letter counts
        users.findByEmail(address).ifPresent(this::sendLink);
    }

    private void sendLink(User user) {
        mail.send(
                user.email(),
                "Choose a new password for Quayside",
                """
                Someone, hopefully you, asked for a new password.

                Choose it here within the next hour:
                %s/reset-password?token=%s

                If it was not you, do nothing: your password stays as it is.
                """
                        .formatted(publicUrl.base(), links.issue(user, Purpose.RESET)));
    }

    @PostMapping("/reset-password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Choose a password with the link from an e-mail or an invitation; ends all sessions")
    void reset(@Valid @RequestBody NewPassword request) {
        links.choosePassword(request.token(), request.password());
    }

    private static EmailAddress address(String text) {
        try {
            return new EmailAddress(text);
        } catch (InvalidValue notAnAddress) {
            throw Problem.invalid(List.of(new FieldProblem(
                    "email", Optional.ofNullable(notAnAddress.getMessage()).orElse("is not an e-mail address"))));
        }
    }

    /**
     * @param signUp whether merchants make their own accounts
     * @param passwordResetByMail whether a forgotten password can be mended by e-mail
     */
    record SignInOptions(boolean signUp, boolean passwordResetByMail) {}

    record ForgotPassword(@NotBlank String email) {}

    record NewPassword(@NotBlank String token, @NotNull String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return "NewPassword[]";
        }
    }
}
