package io.quayside.app.drops;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The FTP and SFTP servers.
 *
 * @param host the name that sellers reach them by
 * @param bindAddress the interface that they listen on
 * @param maxSessions for each of the two servers
 * @param maxSessionsPerAccount for each of the two servers
 * @param idleTimeout ends a session that does nothing
 * @param hostKeys folder of the SFTP server's keys, made on first start and kept, as clients pin them
 */
@Validated
@ConfigurationProperties("quayside.drops.servers")
record DropServerSettings(
        @DefaultValue("localhost") String host,
        @DefaultValue("0.0.0.0") String bindAddress,
        @DefaultValue("200") @Min(1) int maxSessions,
        @DefaultValue("10") @Min(1) int maxSessionsPerAccount,
        @DefaultValue("10m") Duration idleTimeout,
        @DefaultValue(".quayside/keys") Path hostKeys,
        @DefaultValue Ftp ftp,
        @DefaultValue Sftp sftp) {
    /**
     * @param port 0 for any that is free
     * @param passivePorts a range for data connections, {@code 30000-30049}; {@code 0} for any
     * @param passiveAddress what clients are told to connect to, when that is not the address they used
     * @param keystore turns on FTPS (explicit): a PKCS 12 file with the server's certificate
     * @param requireTls refuses log-ins without TLS
     */
    record Ftp(
            @DefaultValue("2121") @Min(0) @Max(65_535) int port,
            @DefaultValue("0") String passivePorts,
            @Nullable String passiveAddress,
            @Nullable Path keystore,
            @DefaultValue("") String keystorePassword,
            @DefaultValue("false") boolean requireTls) {
        @Override
        public String toString() {
            return "Ftp[port=%d, tls=%s]".formatted(port, keystore != null);
        }
    }

    /** @param port 0 for any that is free */
    record Sftp(@DefaultValue("2222") @Min(0) @Max(65_535) int port) {}
}
