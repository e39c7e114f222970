package io.quayside.domain.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StockRuleTest {
    private static final List<StockLevel> STOCK = List.of(level("main", 12, 2), level("store", 5, 0));

    private static StockLevel level(String location, int onHand, int reserved) {
        return new StockLevel(new LocationId(location), Quantity.of(onHand), Quantity.of(reserved));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, -, 15",
                "3, -, -, -, 12",
                "20, -, -, -, 0",
                "-, 4, -, -, 4",
                "-, -, 50, -, 7",
                "-, -, -, main, 10",
                "-, -, -, elsewhere, 0",
                "1, 6, 50, 'main, store', 6"
            })
    void givenRules_thenTheChannelSeesSoMuch(
            String buffer, String cap, String percent, String locations, int expected) {
        Map<String, String> settings = new java.util.HashMap<>();
        settings.put(StockRule.BUFFER, buffer == null ? "" : buffer);
        settings.put(StockRule.CAP, cap == null ? "" : cap);
        settings.put(StockRule.PERCENT, percent == null ? "" : percent);
        settings.put(StockRule.LOCATIONS, locations == null ? "" : locations);

        assertThat(StockRule.of(settings).offered(STOCK)).isEqualTo(expected);
    }

    @Test
    void givenABundle_thenTheRuleIsAboutWholeKits() {
        List<Bundle.Component> components = List.of(
                new Bundle.Component(new Sku("MUG"), Quantity.of(2)),
                new Bundle.Component(new Sku("TRAY"), Quantity.of(1)));
        Map<Sku, List<StockLevel>> levels =
                Map.of(new Sku("MUG"), STOCK, new Sku("TRAY"), List.of(level("main", 9, 0)));

        assertThat(StockRule.ALL.offered(components, levels)).as("15 mugs").isEqualTo(7);
        assertThat(StockRule.of(Map.of(StockRule.BUFFER, "3")).offered(components, levels))
                .isEqualTo(4);
        assertThat(StockRule.of(Map.of(StockRule.LOCATIONS, "store")).offered(components, levels))
                .as("no tray there")
                .isZero();
        assertThat(StockRule.ALL.offered(components, Map.of())).isZero();
    }

    @Test
    void givenNonsense_thenItNamesTheSetting() {
        assertThatThrownBy(() -> StockRule.of(Map.of(StockRule.PERCENT, "150")))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("stockPercent is a whole number from 0 to 100");
    }
}
