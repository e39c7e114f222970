package io.quayside.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DurabilityCheckTest {
    /** The test database runs without fsync. */
    private final TestDatabase unsafe = TestDatabase.shared();

    @Test
    void refusesADatabaseThatMayLoseCommits() {
        assertThatThrownBy(() -> DurabilityCheck.check(unsafe.app(), false, null))
                .isInstanceOf(UnsafeDatabase.class)
                .hasMessageContaining("fsync=off");
    }

    @Test
    void goesOnWhenToldThatLossIsAcceptable() {
        DurabilitySettings settings = DurabilityCheck.check(unsafe.app(), true, null);

        assertThat(settings.database().durable()).isFalse();
    }

    @Test
    void printsEverySettingThatABenchmarkStandsOn() {
        var settings = new DurabilitySettings(
                new DurabilitySettings.Database("18.6", "on", "on", "on", "fdatasync"),
                new DurabilitySettings.Journal("NIO", true, true, true, 500_000));

        assertThat(settings.describe())
                .contains("fsync=on", "synchronous_commit=on", "full_page_writes=on", "NIO", "500000ns");
    }
}
