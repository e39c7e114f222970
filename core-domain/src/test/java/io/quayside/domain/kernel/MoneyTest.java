package io.quayside.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
    private static final Currency USD = Currency.getInstance("USD");

    @ParameterizedTest
    @CsvSource({"10,USD,10.00", "10.5,USD,10.50", "1000,JPY,1000", "1000.00,JPY,1000", "1.234,KWD,1.234"})
    void keepsTheCurrencysOwnScale(String told, String currency, String kept) {
        assertThat(Money.of(told, currency).amount()).isEqualTo(new BigDecimal(kept));
    }

    @ParameterizedTest
    @CsvSource({"10.001,USD", "0.5,JPY", "abc,USD", "1e400,USD", "1,ZZZ", "1,usd"})
    void refusesWhatIsNotAnExactAmount(String told, String currency) {
        assertThatThrownBy(() -> Money.of(told, currency)).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {33, 1_000_000})
    void refusesANumberOfAnyLengthQuickly(int digits) {
        assertThatThrownBy(() -> Money.of("9".repeat(digits), USD)).isInstanceOf(InvalidValue.class);
    }

    /** Field-lesson 3. */
    @Test
    void neverAddsTwoCurrencies() {
        assertThatThrownBy(() -> Money.of("1", "USD").plus(Money.of("1", "EUR")))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("different currencies");
    }

    @Property
    void sumsExactly(@ForAll List<Integer> cents) {
        List<Money> amounts = cents.stream()
                .map(cent -> new Money(BigDecimal.valueOf(cent, 2), USD))
                .toList();

        long expected = cents.stream().mapToLong(Integer::longValue).sum();
        assertThat(Money.sum(USD, amounts)).isEqualTo(new Money(BigDecimal.valueOf(expected, 2), USD));
    }
}
