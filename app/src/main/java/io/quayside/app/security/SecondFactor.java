package io.quayside.app.security;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.quayside.app.http.Problem;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.tenancy.User;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One-time passwords of an authenticator app (TOTP, RFC 6238: SHA-1, 6 digits, 30 seconds). A code is taken one step
 * early or late, and once: whoever looks over a shoulder comes too late. Recovery codes stand in for a lost telephone.
 */
@Component
public class SecondFactor {
    private static final int SECRET_BYTES = 20; // RFC 4226, 4: the length of the hash
    private static final int RECOVERY_CODES = 10;
    private static final SecureRandom RANDOM = new SecureRandom();
    private final TimeBasedOneTimePasswordGenerator codes = new TimeBasedOneTimePasswordGenerator();
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final SecretCipher cipher;
    private final Clock clock;

    SecondFactor(UnitOfWork unitOfWork, JdbcClient jdbc, SecretCipher cipher, Clock clock) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** Whether the person is asked for a code. */
    public boolean isOn(User user) {
        return find(user).filter(Row::confirmed).isPresent();
    }

    /**
     * A new secret, which counts once {@link #confirm} has seen a code of it.
     *
     * @throws Problem while one is on already
     */
    Setup begin(User user) {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        int made = unitOfWork.run(user.tenantId(), () -> jdbc.sql(
                        """
                        INSERT INTO second_factor (tenant_id, user_id, secret) VALUES (?, ?, ?)
                        ON CONFLICT (tenant_id, user_id) DO UPDATE SET secret = excluded.secret
                        WHERE second_factor.confirmed_at IS NULL""")
                .params(user.tenantId().value(), user.id(), cipher.encrypt(secret, place(user)))
                .update());
        if (made == 0) {
            throw Problem.conflict(
                    "otp-is-on", "One-time passwords are on already", "switch them off first, then set them up anew");
        }
        String text = new Base32().encodeToString(secret).replace("=", "");
        return new Setup(
                text,
                "otpauth://totp/%s?secret=%s&issuer=Quayside&algorithm=SHA1&digits=6&period=30"
                        .formatted(encoded("Quayside:" + user.email()), text));
    }

    /**
     * @return the recovery codes, shown this once
     * @throws Problem when the code is not the app's
     */
    List<String> confirm(User user, String code) {
        return unitOfWork.run(user.tenantId(), () -> {
            Row row = find(user)
                    .filter(found -> !found.confirmed())
                    .orElseThrow(() -> Problem.conflict(
                            "otp-not-begun",
                            "Nothing to confirm",
                            "begin the set-up first, then enter the app's code"));
            long step = stepOf(row, code)
                    .orElseThrow(() -> Problem.invalid("code", "is not what the app shows now: check its clock"));
            List<String> recovery = IntStream.range(0, RECOVERY_CODES)
                    .mapToObj(number -> recoveryCode())
                    .toList();
            jdbc.sql(
                            """
                            UPDATE second_factor SET confirmed_at = ?, last_step = ?, recovery_codes = ?
                            WHERE tenant_id = ? AND user_id = ?""")
                    .params(
                            clock.instant().atOffset(ZoneOffset.UTC),
                            step,
                            recovery.stream().map(Secrets::sha256).toArray(byte[][]::new),
                            user.tenantId().value(),
                            user.id())
                    .update();
            return recovery;
        });
    }

    /** Sixty bits, in letters and digits alone: dashes and spaces that people put in are not looked at. */
    private static String recoveryCode() {
        byte[] bits = new byte[10];
        RANDOM.nextBytes(bits);
        return new Base32().encodeToString(bits).substring(0, 12).toLowerCase(Locale.ROOT);
    }

    void remove(User user) {
        unitOfWork.run(user.tenantId(), () -> jdbc.sql("DELETE FROM second_factor WHERE tenant_id = ? AND user_id = ?")
                .params(user.tenantId().value(), user.id())
                .update());
    }

    /** Whether the code is the app's, not used before, or a recovery code, which is used up by it. */
    boolean takes(User user, String entered) {
        String code = entered.replaceAll("[\\s-]", "");
        return unitOfWork.run(user.tenantId(), () -> {
            Optional<Row> found = find(user).filter(Row::confirmed);
            if (found.isEmpty()) {
                return false;
            }
            Optional<Long> step = stepOf(found.get(), code);
            if (step.isPresent()) {
                return jdbc.sql(
                                        """
                                        UPDATE second_factor SET last_step = ?
                                        WHERE tenant_id = ? AND user_id = ? AND last_step < ?""")
                                .params(step.get(), user.tenantId().value(), user.id(), step.get())
                                .update()
                        == 1;
            }
            return jdbc.sql(
                                    """
                                    UPDATE second_factor SET recovery_codes = array_remove(recovery_codes, ?)
                                    WHERE tenant_id = ? AND user_id = ? AND ? = ANY (recovery_codes)""")
                            .params(
                                    Secrets.sha256(code.toLowerCase(Locale.ROOT)),
                                    user.tenantId().value(),
                                    user.id(),
                                    Secrets.sha256(code.toLowerCase(Locale.ROOT)))
                            .update()
                    == 1;
        });
    }

    private Optional<Long> stepOf(Row row, String code) {
        long now = clock.instant().getEpochSecond() / codes.getTimeStep().toSeconds();
        List<Long> fitting = new ArrayList<>();
        for (long step = now - 1; step <= now + 1; step++) {
            if (MessageDigest.isEqual(ascii(code), ascii(codeAt(row, step)))) {
                fitting.add(step);
            }
        }
        return fitting.stream().findFirst();
    }

    private String codeAt(Row row, long step) {
        try {
            return codes.generateOneTimePasswordString(
                    new SecretKeySpec(row.secret(), codes.getAlgorithm()),
                    Instant.ofEpochSecond(step * codes.getTimeStep().toSeconds()));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("20 bytes are a key of HMAC-SHA1", e);
        }
    }

    private Optional<Row> find(User user) {
        return unitOfWork.run(user.tenantId(), () -> jdbc.sql(
                        "SELECT secret, confirmed_at IS NOT NULL AS confirmed FROM second_factor WHERE tenant_id = ? AND user_id = ?")
                .params(user.tenantId().value(), user.id())
                .query((row, number) -> read(user, row))
                .optional());
    }

    private Row read(User user, ResultSet row) throws SQLException {
        return new Row(cipher.decryptBytes(row.getBytes("secret"), place(user)), row.getBoolean("confirmed"));
    }

    private static String place(User user) {
        return "otp/" + user.tenantId() + "/" + user.id();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * @param secret in Base32, to type into an app
     * @param uri the same for a QR code (Key URI Format)
     */
    record Setup(String secret, String uri) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Setup[]";
        }
    }

    private record Row(byte[] secret, boolean confirmed) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Row row && confirmed == row.confirmed && Arrays.equals(secret, row.secret);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(secret);
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Row[]";
        }
    }
}
