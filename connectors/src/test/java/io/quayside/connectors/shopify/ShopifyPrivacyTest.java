package io.quayside.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.spi.ErasureDemand.Kind;
import io.quayside.connectors.spi.ErasureDemand.Mark;
import io.quayside.connectors.spi.OrderTranslator.Translation;
import io.quayside.connectors.spi.Unreadable;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShopifyPrivacyTest {
    private static Translation told(String topic, String json) {
        return ShopifyExamples.translate(topic, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aCustomerIsForgottenAtThisShopByIdEmailPhoneAndOrders() {
        Translation told = told(
                "customers/redact",
                "{'shop_id':954889,'shop_domain':'harbor.myshopify.com','customer':{'id':191167,'email':'john@example.com','phone':'555-625-1199'},'orders_to_redact':[299938,280263]}");

        assertThat(told.orders()).isEmpty();
        assertThat(told.erasure()).hasValueSatisfying(demand -> {
            assertThat(demand.ofEverySeller()).isFalse();
            assertThat(demand.why()).isNotBlank().doesNotContain("john");
            assertThat(demand.marks())
                    .containsExactly(
                            new Mark(Kind.CUSTOMER, "191167"),
                            new Mark(Kind.EMAIL, "john@example.com"),
                            new Mark(Kind.PHONE, "555-625-1199"),
                            new Mark(Kind.ORDER, "299938"),
                            new Mark(Kind.ORDER, "280263"));
        });
    }

    @Test
    void aCustomerMayBeKnownByTheEmailAlone() {
        assertThat(told("customers/redact", "{'customer':{'id':null,'email':'a@b.example','phone':null}}")
                        .erasure()
                        .orElseThrow()
                        .marks())
                .containsExactly(new Mark(Kind.EMAIL, "a@b.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{'customer':{}}", "{'customer':{'id':{}},'orders_to_redact':['x; y']}"})
    void aDemandThatNamesNobodyIsUnreadableAndSoNotLost(String body) {
        assertThatThrownBy(() -> told("customers/redact", body))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("customer");
    }

    @Test
    void aShopThatLeftMeansEverybodyOfThisConnection() {
        assertThat(told("shop/redact", "{'shop_id':954889,'shop_domain':'harbor.myshopify.com'}")
                        .erasure())
                .hasValueSatisfying(demand -> {
                    assertThat(demand.ofEverySeller()).isFalse();
                    assertThat(demand.marks()).containsExactly(new Mark(Kind.EVERYBODY, ""));
                });
    }

    @Test
    void aRequestForDataIsTheMerchantsToAnswerAndNamesNobody() {
        Translation told = told(
                "customers/data_request",
                "{'orders_requested':[299938,280263],'customer':{'id':191167,'email':'john@example.com'},'data_request':{'id':9999}}");

        assertThat(told.erasure()).isEmpty();
        assertThat(told.askedOfMerchant())
                .contains("request 9999", "299938, 280263", "30 days")
                .doesNotContain("john");
    }
}
