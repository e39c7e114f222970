package io.quayside.app.outgoing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When a failed event is sent again: the schedule that Standard Webhooks recommends, over about three days. */
final class RetrySchedule {
    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    private RetrySchedule() {}

    /**
     * A tenth longer at most, so that what failed together does not come back together.
     *
     * @param failed attempts so far, from 1
     * @return empty when it is given up
     */
    static Optional<Duration> waitAfter(int failed, RandomGenerator random) {
        return failed > WAITS.size()
                ? Optional.empty()
                : Optional.of(WAITS.get(failed - 1))
                        .map(wait -> wait.plusMillis(random.nextLong(wait.toMillis() / 10)));
    }

    /** How long an endpoint that does not answer is left alone, for all of its events. */
    static Duration restAfter(int failuresInARow) {
        Duration rest = Duration.ofSeconds(1L << Math.min(failuresInARow, 20));
        return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }
}
