package io.quayside.domain.orders;

import static io.quayside.domain.orders.OrderExample.DAY;
import static io.quayside.domain.orders.OrderExample.SHOP;
import static io.quayside.domain.orders.OrderExample.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.domain.kernel.InvalidValue;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReviewsTest {
    private final Hub hub = new Hub();

    @BeforeEach
    void stock() {
        hub.stock("MUG", 5);
    }

    @Test
    void contradictionsOpenAReviewEach() {
        hub.receive(order("total").line("MUG", 1).totalWrongBy("1.00"));
        hub.receive(order("gone").line("MUG", 1, 0).parcel("success", "L1", 1));
        hub.receive(order("gone")
                .changed(5)
                .line("MUG", 1, 0)
                .parcel("success", "L1", 1)
                .cancelled());
        hub.stock("MUG", 0);

        assertThat(hub.events(OrderEvent.ReviewOpened.class))
                .extracting(OrderEvent.ReviewOpened::code)
                .containsExactly(Flag.Code.TOTAL_MISMATCH, Flag.Code.CHANGED_AFTER_SHIPMENT, Flag.Code.STOCK_LOST);
    }

    @Test
    void resolvingSaysWhatCameOfItAndEndsTheHold() {
        hub.receive(order("1").line("MUG", 1).totalWrongBy("1.00"));
        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ON_HOLD);

        resolve("1", "Asked the shop: a tip.");

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ALLOCATED);
        assertThat(hub.events(OrderEvent.ReviewResolved.class)).singleElement().satisfies(resolved -> {
            assertThat(resolved.note()).isEqualTo("Asked the shop: a tip.");
            assertThat(resolved.by()).isEqualTo("anna");
        });
        hub.receive(order("1").changed(9).line("MUG", 1).totalWrongBy("1.00").note("later"));
        assertThat(hub.events(OrderEvent.ReviewOpened.class))
                .as("the same contradiction stays resolved")
                .hasSize(1);
        hub.receive(order("1").changed(10).line("MUG", 1).totalWrongBy("2.00"));
        assertThat(hub.events(OrderEvent.ReviewOpened.class))
                .as("another one is new")
                .hasSize(2);
    }

    @Test
    void aContradictionThatGoesAwaySettlesByItself() {
        hub.receive(order("1").line("MUG", 1).totalWrongBy("1.00"));

        hub.receive(order("1").changed(5).line("MUG", 1));

        assertThat(hub.events(OrderEvent.ReviewSettled.class)).hasSize(1);
        assertThat(hub.events(OrderEvent.ReviewResolved.class)).isEmpty();
    }

    @Test
    void releasingAnOrderResolvesWhatHeldIt() {
        hub.receive(order("1").line("MUG", 1).totalWrongBy("1.00"));

        hub.releaseOrder.release(Hub.TENANT, hub.id("1"));

        assertThat(hub.events(OrderEvent.ReviewResolved.class)).hasSize(1);
        assertThat(hub.events(OrderEvent.ReviewSettled.class)).isEmpty();
    }

    @Test
    void nobodyIsAskedAboutOrdersThatTheFilterIgnores() {
        hub.filter(SHOP, Map.of("exceptCountries", "NO"));

        hub.receive(order("1").line("MUG", 1).totalWrongBy("1.00"));

        assertThat(hub.events(OrderEvent.ReviewOpened.class)).isEmpty();
    }

    @Test
    void aNoteIsRequired() {
        hub.receive(order("1").line("MUG", 1).totalWrongBy("1.00"));

        assertThatThrownBy(() -> resolve("1", " ")).isInstanceOf(InvalidValue.class);
    }

    private void resolve(String order, String note) {
        Flag flag = hub.order(order).flags().get(0);
        Review review = new Review(
                new UUID(9, 9), hub.id(order), SHOP, flag.code(), flag.detail(), Review.Status.OPEN, DAY, null, "", "");
        new ResolveReview(hub.unitOfWork, (tenant, id) -> Optional.of(review), hub.orders, hub.allocation)
                .resolve(Hub.TENANT, review.id(), note, "anna");
    }
}
