package io.quayside.app.embedded;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the embedded database runs, and what any database must promise.
 *
 * @param port on loopback; 0 draws a free one
 * @param statementTimeout of the application's role
 * @param startupWait crash recovery of a large journal takes its time
 * @param allowUnsafe start although the server doesn't promise durable commits
 * @param statistics load pg_stat_statements
 */
@ConfigurationProperties("quayside.database")
public record DatabaseProperties(
        @DefaultValue("0") int port,
        @DefaultValue("30s") Duration statementTimeout,
        @DefaultValue("60s") Duration startupWait,
        @DefaultValue("false") boolean allowUnsafe,
        @DefaultValue("false") boolean statistics) {

    static DatabaseProperties defaults() {
        return new DatabaseProperties(0, Duration.ofSeconds(30), Duration.ofSeconds(60), false, false);
    }
}
