package io.quayside.connectors.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.domain.kernel.InvalidValue;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvSettingsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "charset|klingon",
                "delimiter|ab",
                "decimal|both",
                "dateFormat|yyyy-QQQQQQ",
                "timeZone|Mars/Olympus",
                "currency|DOLLAR",
                "layout|excel",
                "columns|[1]",
                "columns|{\"a\":\"no such column\"}",
                "columns|{\"a\":\"sku\",\"b\":\"SKU\"}"
            })
    void namesTheSettingThatCantBeUsed(String name, String value) {
        assertThatThrownBy(() -> CsvSettings.of(Map.of(name, value)))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith(name + ": ");
    }

    @Test
    void namesAllOfThemOnAForm() {
        assertThat(CsvSettings.problems(Map.of("decimal", "both", "currency", "DOLLAR", "layout", "custom")))
                .hasSize(3)
                .anySatisfy(problem -> assertThat(problem).startsWith("columns: the custom layout needs"));
        assertThat(CsvSettings.problems(Map.of("decimal", "auto", "delimiter", "\t")))
                .isEmpty();
    }

    @Test
    void takesTheNamesThatPeopleWrite() {
        CsvSettings settings = CsvSettings.of(Map.of(
                "delimiter", "Tab", "decimal", ",", "dateFormat", "dmy", "currency", "eur", "layout", "Shopify"));

        assertThat(settings.delimiter()).contains('\t');
        assertThat(settings.decimal()).contains(DecimalMark.COMMA);
        assertThat(settings.dateOrder()).contains(DateOrder.DMY);
        assertThat(settings.currency()).isPresent();
        assertThat(settings.layout()).contains("shopify");
    }

    @Test
    void readsDatesByAPatternOfTheMerchantsOwn() {
        Found found = Found.in(
                "order_number,ordered_at,currency,sku,quantity,unit_price\nA-1,20260503 1405,EUR,X,1,5\n",
                "dateFormat",
                "yyyyMMdd HHmm",
                "timeZone",
                "Europe/Berlin");

        assertThat(found.only().placedAt()).hasToString("2026-05-03T12:05:00Z");
        assertThat(found.summary().dateFormat()).isEqualTo("yyyyMMdd HHmm");
    }
}
