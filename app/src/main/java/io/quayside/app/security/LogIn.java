package io.quayside.app.security;

import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Problem;
import io.quayside.app.http.TooManyRequests;
import io.quayside.app.persistence.SystemWork;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.tenancy.EmailAddress;
import io.quayside.domain.tenancy.User;
import io.quayside.domain.tenancy.Users;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Checks an e-mail address and password. Says, and takes, the same for an unknown address and a wrong password. */
@Component
public class LogIn {
    private final Users users;
    private final Passwords passwords;
    private final SecondFactor secondFactor;
    private final LoginAttempts attempts;
    private final SystemWork system;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final String nobodysHash;

    LogIn(
            Users users,
            Passwords passwords,
            SecondFactor secondFactor,
            LoginAttempts attempts,
            SystemWork system,
            JdbcClient jdbc,
            Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.secondFactor = secondFactor;
        this.attempts = attempts;
        this.system = system;
        this.jdbc = jdbc;
        this.clock = clock;
        this.nobodysHash = passwords.hashOfNothing();
    }

    /**
     * @param otp a code of the authenticator app, or a recovery code; needed once the person has switched that on
     * @param ip whose failures are counted
     * @throws Problem when they don't belong together; {@code otp-required} when only the code is missing
     * @throws TooManyRequests when there were too many failures
     */
    public User logIn(String email, String password, Optional<String> otp, String ip) {
        Optional<EmailAddress> address = parse(email);
        String counted = address.map(EmailAddress::value).orElse("");
        long wait = attempts.waitNanos(counted, ip);
        if (wait > 0) {
            throw new TooManyRequests(Duration.ofNanos(wait));
        }
        Optional<User> user = address.flatMap(users::findByEmail);
        boolean right = passwords.fits(password, user.map(User::passwordHash).orElse(nobodysHash));
        if (user.isEmpty() || !right) {
            attempts.failed(counted, ip);
            throw new Problem(
                    HttpStatus.UNAUTHORIZED,
                    "wrong-credentials",
                    "E-mail address or password is wrong",
                    "check both and try again",
                    List.of());
        }
        if (secondFactor.isOn(user.get())) {
            checkCode(user.get(), otp, counted, ip);
        }
        signedIn(user.get());
        return user.get();
    }

    private void checkCode(User user, Optional<String> otp, String counted, String ip) {
        if (otp.isEmpty()) {
            throw new Problem(
                    HttpStatus.UNAUTHORIZED,
                    "otp-required",
                    "Enter the code of your authenticator app",
                    "send it as 'otp' with the e-mail address and password",
                    List.of(new FieldProblem("otp", "is needed")));
        }
        if (!secondFactor.takes(user, otp.get())) {
            attempts.failed(counted, ip);
            throw new Problem(
                    HttpStatus.UNAUTHORIZED,
                    "wrong-otp",
                    "The code is wrong or was used before",
                    "wait for the next code and enter that, or use a recovery code",
                    List.of(new FieldProblem("otp", "is wrong or was used before")));
        }
    }

    private static Optional<EmailAddress> parse(String email) {
        try {
            return Optional.of(new EmailAddress(email));
        } catch (InvalidValue e) {
            return Optional.empty(); // answered as an unknown address, no faster
        }
    }

    private void signedIn(User user) {
        system.run(() -> jdbc.sql("UPDATE app_user SET last_login_at = ? WHERE tenant_id = ? AND id = ?")
                .params(
                        clock.instant().atOffset(ZoneOffset.UTC),
                        user.tenantId().value(),
                        user.id())
                .update());
    }
}
