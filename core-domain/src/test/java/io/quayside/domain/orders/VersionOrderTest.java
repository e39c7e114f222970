package io.quayside.domain.orders;

import static io.quayside.domain.orders.OrderExample.order;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
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

    @Test
    void anEqualVersionIsNotNewer() {
        assertThat(order("1")
                        .line("MUG", 2)
                        .content()
                        .isNewerThan(order("1").line("MUG", 2).content()))
                .isFalse();
    }

    @Property
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
