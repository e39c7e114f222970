package io.quayside.connectors.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quayside.domain.kernel.Address;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.FinancialStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The order files that lie beside the repository, where they do. */
class SharedFixturesTest {
    private static byte[] fixture(String name) throws IOException {
        String configured = System.getenv("QUAYSIDE_FIXTURES");
        Path root = Path.of("").toAbsolutePath();
        while (root.getParent() != null && !Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        Path fixtures = configured == null ? root.resolve("../shared/fixtures") : Path.of(configured);
        Path file = fixtures.resolve("csv-ftp").resolve(name);
        assumeTrue(Files.exists(file), "no order files at " + fixtures.normalize());
        return Files.readAllBytes(file);
    }

    @Test
    void refusesTheRowWithANegativeQuantityAndImportsTheOtherOrder() throws IOException {
        Found found = Found.in(fixture("simple-orders.csv"));

        CanonicalOrder order = found.only();
        assertThat(order.externalId()).isEqualTo("A-1");
        assertThat(order.lines()).hasSize(2);
        assertThat(order.totals().lines()).hasToString("49.98 USD");
        assertThat(order.totals().discounts()).hasToString("1.00 USD");
        assertThat(order.totals().shipping()).hasToString("7.50 USD");
        assertThat(order.totals().tax()).hasToString("4.04 USD");
        assertThat(order.totals().grandTotal()).hasToString("60.52 USD");
        assertThat(order.flags()).isEmpty();
        assertThat(found.problems).hasSize(1);
        assertThat(found.problems.get(0).line()).isEqualTo(4);
        assertThat(found.problems.get(0).field()).isEqualTo("quantity");
        assertThat(found.problems.get(0).reason()).contains("-1 is negative");
    }

    @Test
    void readsShopifysExportToTheLastCent() throws IOException {
        Found found = Found.in(fixture("shopify-orders-export.csv"));

        assertThat(found.problems).isEmpty();
        assertThat(found.orders).hasSize(2);
        CanonicalOrder first = found.orders.get(0);
        assertThat(first.externalId()).isEqualTo("5500000001");
        assertThat(first.number()).isEqualTo("#1001");
        assertThat(first.lines()).hasSize(2);
        assertThat(first.totals().grandTotal()).hasToString("51.29 USD");
        assertThat(first.placedAt()).isEqualTo(Instant.parse("2026-09-03T14:14:00Z"));
        assertThat(first.attributes()).containsEntry("colour", "\"green\"").containsEntry("gift", "yes");
        assertThat(first.flags()).isEmpty();
        CanonicalOrder second = found.orders.get(1);
        assertThat(second.billingAddress())
                .isNotNull()
                .extracting(Address::postalCode)
                .isEqualTo("01234");
        assertThat(second.shippingAddress()).isNull();
        assertThat(second.financialStatus()).isEqualTo(FinancialStatus.PENDING);
        assertThat(second.lines().get(0).needsStock()).isFalse();
        assertThat(second.flags()).isEmpty();
    }

    @Test
    void readsAmazonsUnquotedReport() throws IOException {
        CanonicalOrder order = Found.in(fixture("amazon-order-report.txt")).only();

        assertThat(order.externalId()).isEqualTo("111-2222222-3333333");
        assertThat(order.lines().get(0).title()).isEqualTo("Mug, 12\" tall");
        assertThat(order.lines().get(0).unitPrice()).hasToString("12.99 USD");
        assertThat(order.lines().get(0).externalId()).isEqualTo("22222222222221");
        assertThat(order.totals().grandTotal()).hasToString("44.27 USD");
        assertThat(order.flags()).isEmpty();
    }

    @Test
    void readsWooCommercesPackedItems() throws IOException {
        CanonicalOrder order = Found.in(fixture("woocommerce-order-export.csv")).only();

        assertThat(order.externalId()).isEqualTo("727");
        assertThat(order.lines()).hasSize(2);
        assertThat(order.lines().get(0).unitPrice()).hasToString("3.00 USD");
        assertThat(order.lines().get(1).sku()).isNull();
        assertThat(order.totals().grandTotal()).hasToString("29.35 USD");
        assertThat(order.financialStatus()).isEqualTo(FinancialStatus.PAID);
        assertThat(order.flags()).isEmpty();
    }

    @Test
    void readsShipStationsRepeatedTotalOnce() throws IOException {
        CanonicalOrder order = Found.in(
                        fixture("shipstation-orders.csv"), "currency", "USD", "timeZone", "America/Los_Angeles")
                .only();

        assertThat(order.placedAt()).isEqualTo(Instant.parse("2026-09-03T21:05:00Z"));
        assertThat(order.lines()).hasSize(2);
        assertThat(order.totals().grandTotal()).hasToString("57.00 USD");
        assertThat(order.financialStatus()).isEqualTo(FinancialStatus.PAID);
        assertThat(order.flags()).isEmpty();
    }

    @Test
    void asksForTheCurrencyThatShipStationLeavesOut() throws IOException {
        Found found = Found.in(fixture("shipstation-orders.csv"));

        assertThat(found.orders).isEmpty();
        assertThat(found.problems.get(0).reason()).contains("no currency");
    }
}
