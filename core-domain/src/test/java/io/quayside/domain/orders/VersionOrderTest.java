package io.quayside.domain.orders;

import static io.quayside.domain.orders.OrderExample.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Which of two versions counts (field-lesson 10). */
class VersionOrderTest {
    @Test
    void theLaterTimeWinsThenTheHigherSequence() {
        CanonicalOrder first = order("1").changed(0).sequence(9).content();
        CanonicalOrder later = order("1").changed(1).sequence(0).content();
        CanonicalOrder laterStill = order("1").changed(1).sequence(1).content();

        assertThat(later.isNewerThan(first)).isTrue();
        assertThat(first.isNewerThan(later)).isFalse();
        assertThat(laterStill.isNewerThan(later)).isTrue();
    }

    @Test
    void ofTheSameSecondTheVersionFurtherAlongWins() {
        CanonicalOrder placed =
                order("1").line("MUG", 2).payment(FinancialStatus.PENDING).content();
        CanonicalOrder paid =
                order("1").line("MUG", 2).payment(FinancialStatus.PAID).content();
        CanonicalOrder shipped =
                order("1").line("MUG", 2, 0).payment(FinancialStatus.PENDING).content();
        CanonicalOrder cancelled = order("1")
                .line("MUG", 2)
                .payment(FinancialStatus.PENDING)
                .cancelled()
                .content();

        assertThat(paid.isNewerThan(placed)).isTrue();
        assertThat(shipped.isNewerThan(paid)).isTrue();
        assertThat(cancelled.isNewerThan(shipped)).isTrue();
    }

    /** A change of the address does not bring an order further along, so only asking tells which came last. */
    @Test
    void ofTheSameSecondWhatTheChannelSaidLastWhenAskedWins() {
        CanonicalOrder before = order("1").line("MUG", 2).content();
        CanonicalOrder after = before.edited(null, "leave it at the door", List.of());
        Instant asked = Instant.parse("2026-11-27T10:00:00.700Z");

        for (CanonicalOrder told : List.of(before, after)) {
            assertThat(after.readAt(asked).isNewerThan(told)).isTrue();
            assertThat(told.isNewerThan(after.readAt(asked))).isFalse();
        }
        assertThat(before.readAt(asked.plusMillis(1)).isNewerThan(after.readAt(asked)))
                .isTrue();
        assertThat(order("1").sequence(7).content().readAt(asked).sequence()).isEqualTo(7);
    }

    @Test
    void whatContradictsTheReadingOfItsOwnSecondHasToBeAskedFor() {
        CanonicalOrder read = order("1").line("MUG", 2).content().readAt(Instant.parse("2026-11-27T10:00:00.700Z"));
        CanonicalOrder same = order("1").line("MUG", 2).content();
        CanonicalOrder other = same.edited(null, "leave it at the door", List.of());

        assertThat(other.contradicts(read)).isTrue();
        assertThat(same.contradicts(read)).isFalse();
        assertThat(other.contradicts(same)).as("neither was asked for").isFalse();
        assertThat(other.readAt(Instant.parse("2026-11-27T10:00:00.800Z")).contradicts(read))
                .isFalse();
    }

    @Test
    void anEqualVersionIsNotNewer() {
        assertThat(order("1")
                        .line("MUG", 2)
                        .content()
                        .isNewerThan(order("1").line("MUG", 2).content()))
                .isFalse();
    }

    @Property(edgeCases = EdgeCasesMode.NONE) // three orders have too many edges to combine them all
    void decidesBetweenAnyTwoVersionsAndContradictsItselfNever(
            @ForAll("versions") CanonicalOrder one,
            @ForAll("versions") CanonicalOrder two,
            @ForAll("versions") CanonicalOrder three) {
        int direction = Integer.signum(VersionOrder.INSTANCE.compare(one, two));

        assertThat(Integer.signum(VersionOrder.INSTANCE.compare(two, one))).isEqualTo(-direction);
        assertThat(direction == 0).isEqualTo(one.equals(two));
        if (direction >= 0 && VersionOrder.INSTANCE.compare(two, three) >= 0) {
            assertThat(VersionOrder.INSTANCE.compare(one, three)).isNotNegative();
        }
    }

    @Provide
    Arbitrary<CanonicalOrder> versions() {
        return ReservationLawsTest.versions()
                .map(IncomingOrder::order)
                .filter(version -> version.externalId().equals("O1"))
                .injectDuplicates(0.3);
    }
}
