package io.quayside.app.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.http.HttpStage;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.tenancy.Role;
import io.quayside.domain.tenancy.User;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class OnboardingTest extends HttpStage {
    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private UnitOfWork unitOfWork;

    private JsonNode onboarding(String session) {
        Answer answer = get("/api/v1/onboarding", session);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void nothingIsDoneAtFirst() {
        JsonNode onboarding = onboarding(newSession());

        assertThat(onboarding.path("steps").findValuesAsText("name"))
                .containsExactly("CONNECT_CHANNEL", "CHECK_MAPPING", "SET_STOCK", "FIRST_ORDER");
        assertThat(onboarding.path("doneSteps").asInt()).isZero();
        assertThat(onboarding.path("connectionId").isNull()).isTrue();
    }

    @Test
    void stepsAreDoneByWhatIsReallyThere() {
        User user = newMerchant(Role.MERCHANT);
        String session = logIn(user);
        Answer made = post("/api/v1/integrations", session, Map.of("platform", "csv", "name", "Files"));
        TenantId tenant = user.tenantId();
        unitOfWork.execute(tenant, () -> {
            jdbc.sql("INSERT INTO stock_item (tenant_id, sku) VALUES (?, 'A')")
                    .param(tenant.value())
                    .update();
            jdbc.sql("INSERT INTO location (tenant_id, id, name) VALUES (?, 'MAIN', 'Main') ON CONFLICT DO NOTHING")
                    .param(tenant.value())
                    .update();
            jdbc.sql(
                            """
                            INSERT INTO stock_level (tenant_id, sku, location_id, on_hand, reserved)
                            VALUES (?, 'A', 'MAIN', 5, 0)""")
                    .param(tenant.value())
                    .update();
            jdbc.sql(
                            """
                            INSERT INTO order_open_item (tenant_id, order_id, connection_id, kind, name, waiting, units, title)
                            VALUES (?, ?, ?, 'SKU', 'X', true, 1, 'An X')""")
                    .params(
                            tenant.value(),
                            UUID.randomUUID(),
                            UUID.fromString(made.body().path("id").asText()))
                    .update();
        });

        JsonNode onboarding = onboarding(session);

        assertThat(onboarding.path("connectionId").asText())
                .isEqualTo(made.body().path("id").asText());
        assertThat(onboarding.path("steps").findValuesAsText("done")).containsExactly("true", "false", "true", "false");
        assertThat(onboarding.path("steps").path(1).path("waiting").asInt()).isEqualTo(1);
        assertThat(onboarding(newSession()).path("doneSteps").asInt()).isZero();
    }
}
