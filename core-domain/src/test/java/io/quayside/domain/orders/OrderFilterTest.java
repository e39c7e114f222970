package io.quayside.domain.orders;

import static io.quayside.domain.orders.OrderExample.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The example goes to Norway, costs 10 USD a unit and was placed on 2026-03-01. */
class OrderFilterTest {
    private static final OrderExample TWO_MUGS =
            order("1").line("MUG-RED", 1).line("MUG-BLUE", 1).tagged("Wholesale", "gift");

    static Stream<Arguments> ignoring() {
        return Stream.of(
                Arguments.of(Map.of("onlyCountries", "SE, DK"), "it goes to NO, and only DK, SE are taken in"),
                Arguments.of(Map.of("exceptCountries", "no"), "orders to NO are excluded"),
                Arguments.of(Map.of("onlyTags", "retail"), "it has none of the tags retail"),
                Arguments.of(Map.of("exceptTags", "wholesale"), "orders with the tag 'Wholesale' are excluded"),
                Arguments.of(Map.of("onlySkus", "CUP*, PLATE"), "none of its lines is of the SKUs cup*, plate"),
                Arguments.of(Map.of("exceptSkus", "mug-*"), "all of its lines are of excluded SKUs"),
                Arguments.of(Map.of("leastValue", "20.01"), "its total of 20.00 USD is below 20.01"),
                Arguments.of(Map.of("mostValue", "19.99 usd"), "its total of 20.00 USD is above 19.99"),
                Arguments.of(
                        Map.of("firstOrderDate", "2026-03-02"),
                        "it was placed at 2026-03-01T00:00:00Z, before the earliest order date 2026-03-02T00:00:00Z"));
    }

    @ParameterizedTest
    @MethodSource("ignoring")
    void saysInOneSentenceWhyItIgnores(Map<String, String> settings, String why) {
        assertThat(FilterSettings.of(settings).whyIgnored(TWO_MUGS.content()))
                .contains("Ignored by this connection's filter: " + why + ".");
    }

    static Stream<Map<String, String>> taking() {
        return Stream.of(
                Map.of(),
                Map.of("onlyCountries", "SE;no", "exceptCountries", "DK"),
                Map.of("onlyTags", "GIFT, retail"),
                Map.of("exceptTags", "gif"),
                Map.of("onlySkus", "*-blue"),
                Map.of("exceptSkus", "MUG-RED"), // the other line is still wanted
                Map.of("leastValue", "20.00", "mostValue", "20"),
                Map.of("mostValue", "5 EUR"), // dollars are not compared with euros
                Map.of("firstOrderDate", "2026-03-01"),
                Map.of("firstOrderDate", "2026-03-01T01:00:00+01:00"));
    }

    @ParameterizedTest
    @MethodSource("taking")
    void takesInWhatNoPartIsAgainst(Map<String, String> settings) {
        assertThat(FilterSettings.of(settings).whyIgnored(TWO_MUGS.content())).isEmpty();
    }

    @Test
    void takesInWhatItCannotJudge() {
        OrderExample custom =
                order("2").line(null, 1, 1, true, FulfilledBy.MERCHANT).to(null);

        assertThat(FilterSettings.of(Map.of("onlyCountries", "SE", "onlySkus", "CUP"))
                        .whyIgnored(custom.content()))
                .isEmpty();
    }

    @Test
    void namesEverySettingThatCannotBeReadAndRestrictsNothingByIt() {
        Map<String, String> settings = Map.of(
                "onlyCountries", "Norway",
                "leastValue", "-3",
                "mostValue", "10 gold",
                "firstOrderDate", "last week",
                "exceptTags", "x".repeat(256));

        assertThat(FilterSettings.problemsIn(settings).keySet()).containsExactlyInAnyOrderElementsOf(settings.keySet());
        assertThat(FilterSettings.of(settings)).isEqualTo(OrderFilter.NONE);
        assertThat(FilterSettings.problemsIn(Map.of("leastValue", "10", "mostValue", "5")))
                .containsOnlyKeys("mostValue");
    }
}
