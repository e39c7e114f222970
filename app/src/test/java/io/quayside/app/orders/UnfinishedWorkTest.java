package io.quayside.app.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.api.ApiTest;
import io.quayside.domain.integrations.ChannelItem;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.SkuMapping;
import io.quayside.domain.integrations.SkuMappings;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The program stopped between a change and what follows it. */
class UnfinishedWorkTest extends ApiTest {
    @Autowired
    private UnfinishedWork unfinishedWork;

    @Autowired
    private SkuMappings mappings;

    private TenantId merchant;

    @BeforeEach
    void aMerchantWithFiveMugs() {
        merchant = newMerchant();
        stock(merchant, "MUG", 5);
    }

    @Test
    void givenAMappingThatNoOrderFollowed_whenItIsAMinuteOld_thenTheyFollow() {
        JsonNode order = receives("shop-mug", 2);
        assertThat(statusOf(order)).isEqualTo("ON_HOLD");
        unitOfWork.execute(merchant, () -> {
            mappings.save(
                    merchant,
                    List.of(SkuMapping.toProduct(
                            ChannelItem.sku(
                                    ConnectionId.of(order.path("connectionId").asText()), new Sku("shop-mug")),
                            new Sku("MUG"),
                            SkuMapping.Origin.BY_HAND)));
            jdbc.sql("INSERT INTO catalog_change (tenant_id, id, made_at) VALUES (?, ?, now() - interval '61 seconds')")
                    .params(merchant.value(), UUID.randomUUID())
                    .update();
        });

        unfinishedWork.followChanges();

        assertThat(statusOf(order)).isEqualTo("ALLOCATED");
        assertThat(notes()).isZero();
    }

    @Test
    void givenAChangeThatIsUnderWay_whenLookedFor_thenItIsLeftAlone() {
        unitOfWork.execute(merchant, () -> jdbc.sql("INSERT INTO catalog_change (tenant_id, id) VALUES (?, ?)")
                .params(merchant.value(), UUID.randomUUID())
                .update());

        unfinishedWork.followChanges();

        assertThat(notes()).isOne();
    }

    @Test
    void givenFreeUnitsThatNobodyOffered_whenLookedFor_thenTheOrderThatWaitsGetsThem() {
        JsonNode order = receives("MUG", 7);
        assertThat(statusOf(order)).isEqualTo("PARTIALLY_ALLOCATED");
        unitOfWork.execute(
                merchant, () -> jdbc.sql("UPDATE stock_level SET on_hand = 9 WHERE tenant_id = ? AND sku = 'MUG'")
                        .param(merchant.value())
                        .update());

        unfinishedWork.offerFreeStock();

        assertThat(statusOf(order)).isEqualTo("ALLOCATED");
        assertThat(stockOf(merchant, "MUG").path("reserved").asInt()).isEqualTo(7);
    }

    private JsonNode receives(String sku, int quantity) {
        return send(merchant, "/api/v1/orders", order(UUID.randomUUID().toString(), sku, quantity))
                .mustBe(201)
                .body();
    }

    private String statusOf(JsonNode order) {
        return read(merchant, "/api/v1/orders/{id}", order.path("id").asText())
                .mustBe(200)
                .body()
                .path("status")
                .asText();
    }

    private long notes() {
        return unitOfWork.run(merchant, () -> jdbc.sql("SELECT count(*) FROM catalog_change WHERE tenant_id = ?")
                .param(merchant.value())
                .query(Long.class)
                .single());
    }
}
