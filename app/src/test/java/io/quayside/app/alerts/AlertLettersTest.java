package io.quayside.app.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.quayside.app.http.HttpStage;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.tenancy.Role;
import io.quayside.domain.tenancy.User;
import io.quayside.routes.writeback.BrokenConnections;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Letters to people, taken by a real SMTP server. */
class AlertLettersTest extends HttpStage {
    private static final GreenMail POST_OFFICE = new GreenMail(ServerSetupTest.SMTP.dynamicPort());

    @Autowired
    private AlertLetters letters;

    @Autowired
    private BrokenConnections broken;

    @Autowired
    private UnitOfWork unitOfWork;

    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void smtp(DynamicPropertyRegistry properties) {
        POST_OFFICE.start();
        properties.add("spring.mail.host", () -> "localhost");
        properties.add("spring.mail.port", () -> POST_OFFICE.getSmtp().getPort());
    }

    @AfterAll
    static void closes() {
        POST_OFFICE.stop();
    }

    @Test
    void everythingNewComesInOneLetterAndOnlyOnce() {
        User owner = newMerchant(Role.MERCHANT);
        String session = logIn(owner);
        breaks(owner, session, "First shop");
        breaks(owner, session, "Second shop");
        lowStock(owner, "MUG", 2, 5);

        letters.look();
        letters.look();

        List<String> received = lettersTo(owner);
        assertThat(received).hasSize(1);
        assertThat(received.get(0))
                .contains("3 things need you")
                .contains("First shop: the token was revoked")
                .contains("Second shop: the token was revoked")
                .contains("MUG: 2 available, reorder point 5")
                .contains("/channels");
    }

    @Test
    void aConnectionThatNeedsALookIsToldUntilItIsMended() {
        User owner = newMerchant(Role.MERCHANT);
        String session = logIn(owner);
        String connection = connects(session, "Quiet shop");
        watched(owner, connection, "the app may not register webhooks", 3);

        letters.look();

        assertThat(lettersTo(owner)).hasSize(1);
        assertThat(lettersTo(owner).get(0))
                .contains("Quiet shop: its platform does not call us")
                .contains("Quiet shop: stock levels are not confirmed");

        watched(owner, connection, "", 0);
        letters.look();

        assertThat(get("/api/v1/alerts", session).body().path("items")).isEmpty();
    }

    @Test
    void whatEndsIsNoAlertAnyMore() {
        User owner = newMerchant(Role.MERCHANT);
        String session = logIn(owner);
        lowStock(owner, "CAP", 1, 5);
        letters.look();
        assertThat(get("/api/v1/alerts", session).body().path("items")).hasSize(1);

        stock(owner, "CAP", 50);
        letters.look();

        assertThat(get("/api/v1/alerts", session).body().path("items")).isEmpty();
    }

    @Test
    void aPersonChoosesWhatToHearOf() {
        User owner = newMerchant(Role.MERCHANT);
        String session = logIn(owner);
        Answer chosen = send(
                "PUT",
                "/api/v1/me/notifications",
                session,
                Map.of("kinds", List.of("CONNECTION_BROKEN"), "everyMinutes", 60));
        lowStock(owner, "TEE", 1, 5);

        letters.look();

        assertThat(chosen.status()).as(chosen.text()).isEqualTo(200);
        assertThat(lettersTo(owner)).isEmpty();
        assertThat(get("/api/v1/alerts", session).body().path("items")).hasSize(1);
        assertThat(get("/api/v1/me/notifications", session)
                        .body()
                        .path("everyMinutes")
                        .asInt())
                .isEqualTo(60);
    }

    @Test
    void otherMerchantsHearNothingOfIt() {
        User concerned = newMerchant(Role.MERCHANT);
        User other = newMerchant(Role.MERCHANT);
        breaks(concerned, logIn(concerned), "Private shop");

        letters.look();

        assertThat(lettersTo(concerned)).hasSize(1);
        assertThat(lettersTo(other)).isEmpty();
        assertThat(get("/api/v1/alerts", logIn(other)).body().path("items")).isEmpty();
    }

    @Test
    void aForgottenPasswordIsChosenAnewByLetter() {
        User owner = newMerchant(Role.MERCHANT);

        assertThat(post(
                                "/api/v1/auth/forgot-password",
                                null,
                                Map.of("email", owner.email().value()))
                        .status())
                .isEqualTo(202);
        assertThat(post("/api/v1/auth/forgot-password", null, Map.of("email", "nobody@example.com"))
                        .status())
                .isEqualTo(202);

        String token = lettersTo(owner).get(0).replaceFirst("(?s).*token=([\\w-]+).*", "$1");
        assertThat(post("/api/v1/auth/reset-password", null, Map.of("token", token, "password", "quite another one"))
                        .status())
                .isEqualTo(204);
        assertThat(post(
                                "/api/v1/auth/login",
                                null,
                                Map.of("email", owner.email().value(), "password", "quite another one"))
                        .status())
                .isEqualTo(200);
    }

    private void breaks(User owner, String session, String name) {
        broken.broken(owner.tenantId(), ConnectionId.of(connects(session, name)), "the token was revoked");
    }

    private String connects(String session, String name) {
        return post("/api/v1/integrations", session, Map.of("platform", "rest", "name", name))
                .body()
                .path("id")
                .asText();
    }

    private void watched(User owner, String connection, String webhookProblem, int staleStock) {
        unitOfWork.run(owner.tenantId(), () -> jdbc.sql(
                        """
                        INSERT INTO connection_watch (tenant_id, connection_id, webhook_problem, stale_stock)
                        VALUES (?, ?::uuid, ?, ?) ON CONFLICT (tenant_id, connection_id) DO UPDATE
                        SET webhook_problem = excluded.webhook_problem, stale_stock = excluded.stale_stock""")
                .params(owner.tenantId().value(), connection, webhookProblem, staleStock)
                .update());
    }

    private void lowStock(User owner, String sku, int units, int reorderPoint) {
        stock(owner, sku, units);
        unitOfWork.run(
                owner.tenantId(), () -> jdbc.sql("INSERT INTO reorder_point (tenant_id, sku, units) VALUES (?, ?, ?)")
                        .params(owner.tenantId().value(), sku, reorderPoint)
                        .update());
    }

    private void stock(User owner, String sku, int units) {
        unitOfWork.execute(owner.tenantId(), () -> {
            jdbc.sql("INSERT INTO stock_item (tenant_id, sku) VALUES (?, ?) ON CONFLICT DO NOTHING")
                    .params(owner.tenantId().value(), sku)
                    .update();
            jdbc.sql(
                            """
                            INSERT INTO stock_level (tenant_id, sku, location_id, on_hand, reserved)
                            VALUES (?, ?, 'main', ?, 0)
                            ON CONFLICT (tenant_id, sku, location_id) DO UPDATE SET on_hand = excluded.on_hand""")
                    .params(owner.tenantId().value(), sku, units)
                    .update();
        });
    }

    private static List<String> lettersTo(User user) {
        return Arrays.stream(POST_OFFICE.getReceivedMessages())
                .filter(letter -> isTo(letter, user))
                .map(AlertLettersTest::whole)
                .toList();
    }

    private static boolean isTo(MimeMessage letter, User user) {
        try {
            return letter.getAllRecipients()[0].toString().equals(user.email().value());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String whole(MimeMessage letter) {
        try {
            return letter.getSubject() + "\n" + GreenMailUtil.getBody(letter);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
