package io.quayside.app.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private final RandomGenerator random = RandomGenerator.getDefault();

    @Test
    void triesTenTimesOverThreeDaysAndThenGivesUp() {
        Duration sum = Duration.ZERO;
        for (int failed = 1; failed <= 9; failed++) {
            sum = sum.plus(RetrySchedule.waitAfter(failed, random).orElseThrow());
        }

        assertThat(RetrySchedule.waitAfter(1, random).orElseThrow())
                .isBetween(Duration.ofSeconds(5), Duration.ofMillis(5_500));
        assertThat(sum).isBetween(Duration.ofHours(75), Duration.ofHours(84));
        assertThat(RetrySchedule.waitAfter(10, random)).isEmpty();
    }

    @Test
    void leavesAnEndpointThatDoesNotAnswerAloneForFiveMinutesAtMost() {
        assertThat(RetrySchedule.restAfter(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(RetrySchedule.restAfter(1_000)).isEqualTo(Duration.ofMinutes(5));
    }
}
