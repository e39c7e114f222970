package io.quayside.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "A\u0000B", "A\nB"})
    void refusesASkuThatNobodyCouldType(String text) {
        assertThatThrownBy(() -> new Sku(text)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void aSkuLosesOnlyTheWhiteSpaceAroundIt() {
        assertThat(new Sku(" Mug XL ").value()).isEqualTo("Mug XL");
        assertThat(new Sku("mug")).isNotEqualTo(new Sku("MUG"));
    }

    @Test
    void aQuantityIsNeverNegative() {
        assertThatThrownBy(() -> Quantity.of(-1)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> Quantity.of(1).minus(Quantity.of(2))).isInstanceOf(InvalidValue.class);
    }

    @Test
    void anAddressOfEmptyPartsIsNone() {
        assertThat(Address.ofParts(new Address("", " ", null, null, null, "", null, null, null)))
                .isEmpty();
    }

    @Test
    void anExcerptIsShortAndClean() {
        assertThat(InvalidValue.excerpt("a\u0007b" + "x".repeat(100)))
                .hasSize(41)
                .doesNotContain("\u0007");
    }

    @Test
    void refusesAnIdThatIsNoUuid() {
        assertThatThrownBy(() -> TenantId.of("1-1-1-1-1")).isInstanceOf(InvalidValue.class);
    }
}
