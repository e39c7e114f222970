package io.quayside.app.security;

import io.quayside.app.http.Problem;
import java.nio.charset.StandardCharsets;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Hashes of passwords, and which passwords are taken: long ones, of any characters (NIST SP 800-63B, 5.1.1). */
@Component
public class Passwords {
    /** bcrypt reads no further, so a longer password would be weaker than it looks. */
    private static final int LONGEST_BYTES = 72;

    private static final int SHORTEST = 10;
    private final PasswordEncoder encoder;

    Passwords(PasswordEncoder encoder) {
        this.encoder = encoder;
    }

    /** @throws Problem when the password is too short or too long */
    public String hash(String password) {
        if (password.length() < SHORTEST || password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            throw Problem.invalid(
                    "password",
                    "must have at least %d characters and at most %d bytes".formatted(SHORTEST, LONGEST_BYTES));
        }
        return encoder.encode(password);
    }

    /** A hash that no password fits, for people who have yet to choose theirs. */
    public String hashOfNothing() {
        return encoder.encode(Secrets.random(""));
    }

    boolean fits(String password, String hash) {
        return encoder.matches(password, hash);
    }
}
