package io.quayside.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.http.HttpStage;
import io.quayside.domain.tenancy.Role;
import io.quayside.domain.tenancy.User;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;

/** The people of a merchant: invitations, roles, passwords, one-time passwords, and what the audit trail says of it. */
class AccountsTest extends HttpStage {
    private static final AtomicInteger ADDRESSES = new AtomicInteger();
    private static final String CHOSEN = "a password of my own";

    @Test
    void anInvitedColleagueChoosesAPasswordAndSignsIn() {
        String owner = newSession();
        String email = address();

        Answer invited = post("/api/v1/users", owner, Map.of("email", email, "role", "STAFF"));
        String token = tokenIn(invited);

        assertThat(invited.status()).isEqualTo(201);
        assertThat(invited.body().path("sent").asBoolean()).isFalse(); // this installation has no SMTP server
        assertThat(post("/api/v1/auth/reset-password", null, Map.of("token", token, "password", CHOSEN))
                        .status())
                .isEqualTo(204);
        String session = signIn(email, CHOSEN, null).body().path("accessToken").asText();
        JsonNode me = get("/api/v1/me", session).body();
        assertThat(me.path("name").asText()).isEqualTo(email);
        assertThat(me.path("role").asText()).isEqualTo("STAFF");
    }

    @Test
    void aLinkIsGoodOnceAndANewerOneEndsIt() {
        String owner = newSession();
        Answer invited = post("/api/v1/users", owner, Map.of("email", address(), "role", "VIEWER"));
        String first = tokenIn(invited);
        String second =
                tokenIn(post("/api/v1/users/" + invited.body().path("id").asText() + "/link", owner, Map.of()));

        Answer old = post("/api/v1/auth/reset-password", null, Map.of("token", first, "password", CHOSEN));
        Answer fresh = post("/api/v1/auth/reset-password", null, Map.of("token", second, "password", CHOSEN));
        Answer again = post("/api/v1/auth/reset-password", null, Map.of("token", second, "password", CHOSEN));

        assertThat(old.status()).isEqualTo(410);
        assertThat(old.problem()).isEqualTo("link-expired");
        assertThat(fresh.status()).isEqualTo(204);
        assertThat(again.status()).isEqualTo(410);
    }

    @Test
    void aRoleSaysWhatAPersonMayDo() {
        String owner = newSession();
        String staff = colleague(owner, "STAFF");
        String viewer = colleague(owner, "VIEWER");

        assertThat(get("/api/v1/integrations", viewer).status()).isEqualTo(200);
        Map<String, String> connection = Map.of("platform", "rest", "name", "x");
        assertThat(post("/api/v1/integrations", viewer, connection).status()).isEqualTo(403);
        assertThat(post("/api/v1/integrations", staff, connection).status()).isEqualTo(403);
        assertThat(get("/api/v1/users", staff).status()).isEqualTo(403);
        assertThat(get("/api/v1/audit", staff).status()).isEqualTo(403);
        assertThat(post("/api/v1/users", owner, Map.of("email", address(), "role", "OPERATOR"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void somebodyWhoMayDoEverythingAlwaysStays() {
        User owner = newMerchant(Role.MERCHANT);
        String session = logIn(owner);

        Answer removed = send("DELETE", "/api/v1/users/" + owner.id(), session, null);
        Answer demoted = send("PATCH", "/api/v1/users/" + owner.id(), session, Map.of("role", "VIEWER"));

        assertThat(removed.status()).isEqualTo(409);
        assertThat(removed.problem()).isEqualTo("last-owner");
        assertThat(demoted.problem()).isEqualTo("last-owner");
    }

    @Test
    void anotherMerchantsPeopleAreNotThereForMe() {
        User other = newMerchant(Role.MERCHANT);

        assertThat(send("DELETE", "/api/v1/users/" + other.id(), newSession(), null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aChangedPasswordEndsEverySession() {
        User user = newMerchant(Role.MERCHANT);
        JsonNode tokens = signIn(user.email().value(), PASSWORD, null).body();
        String session = tokens.path("accessToken").asText();

        Answer wrong =
                post("/api/v1/me/password", session, Map.of("currentPassword", "no idea at all", "password", CHOSEN));
        Answer changed = post("/api/v1/me/password", session, Map.of("currentPassword", PASSWORD, "password", CHOSEN));

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(changed.status()).isEqualTo(204);
        assertThat(post(
                                "/api/v1/auth/refresh",
                                null,
                                Map.of(
                                        "refreshToken",
                                        tokens.path("refreshToken").asText()))
                        .status())
                .isEqualTo(401);
        assertThat(signIn(user.email().value(), CHOSEN, null).status()).isEqualTo(200);
    }

    @Test
    void onceSwitchedOnACodeIsAskedForAndIsGoodOnce() {
        User user = newMerchant(Role.MERCHANT);
        String email = user.email().value();
        String session = logIn(user);
        String secret =
                post("/api/v1/me/otp", session, Map.of()).body().path("secret").asText();
        assertThat(signIn(email, PASSWORD, null).status())
                .as("begun is not switched on")
                .isEqualTo(200);
        Answer on = post("/api/v1/me/otp/confirm", session, Map.of("code", code(secret, 0)));
        assertThat(on.status()).as(on.text()).isEqualTo(200);

        Answer without = signIn(email, PASSWORD, null);
        Answer wrong = signIn(email, PASSWORD, "000000");
        String now = code(secret, 30); // a step early: the one before is used up
        Answer right = signIn(email, PASSWORD, now);
        Answer again = signIn(email, PASSWORD, now);
        String recovery = on.body().path("recoveryCodes").path(0).asText();
        Answer recovered = signIn(email, PASSWORD, recovery);
        Answer recoveredAgain = signIn(email, PASSWORD, recovery);

        assertThat(on.body().path("recoveryCodes")).allSatisfy(code -> assertThat(code.asText())
                .as("dashes and spaces are not looked at where it is entered")
                .matches("[a-z2-7]{12}"));
        assertThat(without.problem()).isEqualTo("otp-required");
        assertThat(wrong.problem()).isEqualTo("wrong-otp");
        assertThat(right.status()).as(right.text()).isEqualTo(200);
        assertThat(again.problem()).isEqualTo("wrong-otp");
        assertThat(recovered.status()).isEqualTo(200);
        assertThat(recoveredAgain.problem()).isEqualTo("wrong-otp");
    }

    @Test
    void aWrongPasswordSaysNothingAboutOneTimePasswords() {
        User user = newMerchant(Role.MERCHANT);
        String session = logIn(user);
        String secret =
                post("/api/v1/me/otp", session, Map.of()).body().path("secret").asText();
        post("/api/v1/me/otp/confirm", session, Map.of("code", code(secret, 0)));

        assertThat(signIn(user.email().value(), "nonsense", null).problem()).isEqualTo("wrong-credentials");
    }

    @Test
    void theAuditTrailTellsWhoChangedWhat() {
        User owner = newMerchant(Role.MERCHANT);
        String session = logIn(owner);
        post("/api/v1/users", session, Map.of("email", address(), "role", "STAFF"));
        get("/api/v1/users", session);

        JsonNode entries = get("/api/v1/audit", session).body().path("items");

        assertThat(entries).hasSize(1);
        assertThat(entries.path(0).path("who").asText()).isEqualTo(owner.email().value());
        assertThat(entries.path(0).path("action").asText()).startsWith("Invite somebody");
        assertThat(entries.path(0).path("subject").asText()).isEqualTo("POST /api/v1/users");
        assertThat(entries.path(0).path("status").asInt()).isEqualTo(201);
        assertThat(get("/api/v1/audit", newSession()).body().path("items")).isEmpty();
    }

    @Test
    void anApiKeyIsNobody() {
        String key = post("/api/v1/api-keys", newSession(), Map.of("name", "k", "scopes", java.util.List.of("*")))
                .body()
                .path("key")
                .asText();

        assertThat(get("/api/v1/me", key).body().path("name").asText()).isEqualTo("k");
        assertThat(post("/api/v1/me/otp", key, Map.of()).status()).isEqualTo(403);
    }

    @Test
    void withoutAnSmtpServerAForgottenPasswordSaysWhoCanHelp() {
        Answer options = get("/api/v1/auth/options", null);
        Answer forgot = post("/api/v1/auth/forgot-password", null, Map.of("email", address()));

        assertThat(options.body().path("passwordResetByMail").asBoolean()).isFalse();
        assertThat(forgot.status()).isEqualTo(503);
        assertThat(forgot.problem()).isEqualTo("no-mail");
    }

    private String colleague(String owner, String role) {
        String email = address();
        String token = tokenIn(post("/api/v1/users", owner, Map.of("email", email, "role", role)));
        post("/api/v1/auth/reset-password", null, Map.of("token", token, "password", CHOSEN));
        return signIn(email, CHOSEN, null).body().path("accessToken").asText();
    }

    private Answer signIn(String email, String password, @org.jspecify.annotations.Nullable String otp) {
        Map<String, String> body = new HashMap<>(Map.of("email", email, "password", password));
        if (otp != null) {
            body.put("otp", otp);
        }
        return post("/api/v1/auth/login", null, body);
    }

    private static String tokenIn(Answer invitation) {
        return invitation.body().path("link").asText().replaceFirst(".*token=", "");
    }

    private static String address() {
        return "person%d-%d@example.com".formatted(ADDRESSES.incrementAndGet(), System.nanoTime());
    }

    private static String code(String secret, int secondsFromNow) {
        try {
            TimeBasedOneTimePasswordGenerator codes = new TimeBasedOneTimePasswordGenerator();
            return codes.generateOneTimePasswordString(
                    new SecretKeySpec(new Base32().decode(secret), codes.getAlgorithm()),
                    Instant.now().plusSeconds(secondsFromNow));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
