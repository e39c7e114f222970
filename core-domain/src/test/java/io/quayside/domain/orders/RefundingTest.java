package io.quayside.domain.orders;

import static io.quayside.domain.orders.OrderExample.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.orders.OrderEvent.RefundIssued;
import io.quayside.domain.orders.OrderEvent.RefundRequested;
import io.quayside.domain.orders.RefundOrder.Outcome;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Never more goes out than was paid and not refunded yet; the channel moves the money, and its news count once. */
class RefundingTest {
    private static final UUID FIRST = new UUID(1, 1);
    private static final UUID SECOND = new UUID(1, 2);
    private final Hub hub = new Hub();

    @BeforeEach
    void anOrderOfThirty() {
        hub.stock("MUG", 10);
        hub.receive(order("1").line("MUG", 3));
    }

    @AfterEach
    void theLawsHold() {
        hub.obeysTheLaws();
    }

    private static @Nullable Money usd(@Nullable String amount) {
        return amount == null ? null : Money.of(amount, "USD");
    }

    private Outcome refund(UUID id, int units, @Nullable String amount) {
        List<RefundOrder.WishedLine> lines =
                units == 0 ? List.of() : List.of(new RefundOrder.WishedLine("L1", Quantity.of(units), null));
        return hub.refundOrder
                .refund(Hub.TENANT, hub.id("1"), id, new RefundOrder.Wish(lines, usd(amount), "late"))
                .orElseThrow()
                .outcome();
    }

    private void answers(UUID id, Shipment.Announcement news) {
        hub.refundOrder.announced(Hub.TENANT, hub.id("1"), id, news);
    }

    private static String refusal(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused ? refused.reason() : "";
    }

    @Test
    void aLineGivesBackWhatTheBuyerPaidForItsUnits() {
        Outcome outcome = refund(FIRST, 2, null);

        assertThat(((Outcome.Done) outcome).refund().amount()).isEqualTo(usd("20.00"));
        assertThat(hub.events(RefundRequested.class)).hasSize(1);
        assertThat(hub.reserved("MUG")).isEqualTo(3);
    }

    @Test
    void whatIsOnItsWayCountsAsGone() {
        refund(FIRST, 0, "25.00");

        assertThat(refusal(refund(SECOND, 0, "5.01"))).contains("5.00");
        assertThat(refund(SECOND, 0, "5.00")).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatTheChannelRefusedMayBeGivenAgain() {
        refund(FIRST, 0, "25.00");
        answers(FIRST, Shipment.Announcement.refused("card expired"));

        assertThat(refund(SECOND, 0, "30.00")).isInstanceOf(Outcome.Done.class);
        assertThat(hub.refundOrder.again(Hub.TENANT, hub.id("1"), FIRST))
                .as("the money was given back since")
                .isFalse();
    }

    @Test
    void theSameIdIsTheSameRefund() {
        refund(FIRST, 0, "25.00");

        assertThat(refund(FIRST, 0, "25.00"))
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.repeated()).isTrue());
        assertThat(refund(FIRST, 0, "26.00")).isInstanceOf(Outcome.OtherWish.class);
        assertThat(hub.events(RefundRequested.class)).hasSize(1);
    }

    @Test
    void theChannelsNewsOfOurOwnRefundCountsOnce() {
        refund(FIRST, 0, "20.00");
        answers(FIRST, Shipment.Announcement.confirmed("R1"));
        hub.receive(order("1").changed(1).line("MUG", 3).refunded("R1", "20.00"));

        assertThat(refusal(refund(SECOND, 0, "10.01"))).contains("10.00");
        assertThat(refund(SECOND, 0, "10.00")).isInstanceOf(Outcome.Done.class);
        assertThat(hub.events(RefundIssued.class)).hasSize(1);
    }

    @Test
    void twoRefundsOfOneAmountAreTwo() {
        refund(FIRST, 0, "10.00");
        refund(SECOND, 0, "10.00");
        hub.receive(order("1").changed(1).line("MUG", 3).refunded("R1", "10.00"));

        assertThat(refusal(refund(new UUID(1, 3), 0, "10.01"))).contains("10.00");
    }

    @Test
    void nothingIsRefundedThatWasNotPaid() {
        hub.receive(order("1").changed(1).line("MUG", 3).payment(FinancialStatus.AUTHORIZED));

        assertThat(refusal(refund(FIRST, 1, null))).contains("nothing was paid yet");
    }

    @Test
    void noLineGivesBackMoreUnitsThanItHas() {
        refund(FIRST, 2, null);

        assertThat(refusal(refund(SECOND, 2, null))).contains("1 units are left");
    }
}
