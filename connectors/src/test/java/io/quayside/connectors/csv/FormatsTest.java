package io.quayside.connectors.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.domain.kernel.InvalidValue;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers, dates and countries as programs and people write them. */
class FormatsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DOT|1,234.50|1234.50",
                "DOT|$1,234.5|1234.5",
                "DOT|1'234.50|1234.50",
                "DOT|-0.5|-0.5",
                "DOT|(5.00)|-5.00",
                "DOT|5.00-|-5.00",
                "DOT|.5|0.5",
                "DOT|5.|5",
                "DOT|+3|3",
                "COMMA|1.234,50|1234.50",
                "COMMA|1 234,50 €|1234.50",
                "COMMA|1.234|1234",
                "COMMA|12,5|12.5"
            })
    void readsAmounts(DecimalMark style, String text, String value) {
        assertThat(new Numbers(style).read(text)).isEqualByComparingTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,5", "12,34.5", "1.2.3", "1e5", "0x10", "--1", "", "-", ".", "NaN", "１２", "1,2345"})
    void refusesWhatIsNoAmountWithADot(String text) {
        assertThatThrownBy(() -> new Numbers(DecimalMark.DOT).read(text)).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "YMD|2026-09-03T14:05:06.5Z|2026-09-03T14:05:06.500Z",
                "YMD|2026-09-03 10:15:00 -0400|2026-09-03T14:15:00Z",
                "YMD|2026-09-03 10:15:00 UTC|2026-09-03T10:15:00Z",
                "YMD|2026/09/03|2026-09-02T22:00:00Z",
                "YMD|03.09.2026|2026-09-02T22:00:00Z",
                "DMY|03/09/2026 14:05|2026-09-03T12:05:00Z",
                "DMY|3-9-26|2026-09-02T22:00:00Z",
                "MDY|9/3/2026 2:05 PM|2026-09-03T12:05:00Z",
                "MDY|9/3/2026 12:05 a.m.|2026-09-02T22:05:00Z",
                "YMD|3 Sep 2026 14:05|2026-09-03T12:05:00Z",
                "YMD|September 3, 2026|2026-09-02T22:00:00Z"
            })
    void readsDates(DateOrder order, String text, String value) {
        assertThat(Dates.inOrder(order, ZoneId.of("Europe/Berlin")).read(text)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"31/02/2026", "2026-13-01", "yesterday", "12", "1/2/3", "2026-09-03 25:00", "9/31/2026 1:00 PM"})
    void refusesWhatIsNoDate(String text) {
        assertThatThrownBy(() -> Dates.inOrder(DateOrder.DMY, ZoneId.of("UTC")).read(text))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("is not a date");
    }

    @ParameterizedTest
    @CsvSource({
        "us,US",
        "UK,GB",
        "Germany,DE",
        "Deutschland,DE",
        "Österreich,AT",
        "États-Unis,US",
        "USA,US",
        "DEU,DE",
        "United States of America,US",
        "España,ES",
        "日本,JP"
    })
    void knowsCountriesByCodeAndName(String text, String code) {
        assertThat(Countries.code(text)).contains(code);
    }

    @Test
    void leavesUnclearCountriesUnknown() {
        assertThat(Countries.code("Atlantis")).isEmpty();
        assertThat(Countries.code("XX")).isEmpty();
    }
}
