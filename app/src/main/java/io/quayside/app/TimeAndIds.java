package io.quayside.app;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quayside.domain.kernel.Ids;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The program's one clock and one source of identifiers. */
@Configuration(proxyBeanMethods = false)
class TimeAndIds {
    /** Microseconds: what the database keeps, so that a value read back equals the one that was written. */
    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }

    /** Ordered by time (UUID version 7), which keeps indexes dense. */
    @Bean
    Ids ids() {
        return UuidCreator::getTimeOrderedEpoch;
    }
}
