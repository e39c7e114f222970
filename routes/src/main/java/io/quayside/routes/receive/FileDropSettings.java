package io.quayside.routes.receive;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where files are dropped and when they are read.
 *
 * @param folder holds one folder for each connection
 * @param pollInterval how often the folders are looked at; also the pause between two files of one connection
 * @param quietTime how long a file must not change before it is read, unless one of our servers saw its end
 * @param doneMarker whether {@code <name>.done} must stand beside a file before it is read
 * @param readers threads for files up to {@code largeFile}
 * @param largeReaders threads for larger ones, so that they don't keep the small files of others waiting
 * @param maxFile the largest file that our servers take
 */
@Validated
@ConfigurationProperties("quayside.drops")
public record FileDropSettings(
        @DefaultValue(".quayside/drops") Path folder,
        @DefaultValue("250ms") Duration pollInterval,
        @DefaultValue("10s") Duration quietTime,
        @DefaultValue("false") boolean doneMarker,
        @DefaultValue("2") @Min(1) @Max(64) int readers,
        @DefaultValue("1") @Min(1) @Max(64) int largeReaders,
        @DefaultValue("10MB") DataSize largeFile,
        @DefaultValue("1GB") DataSize maxFile) {
    public FileDropSettings {
        folder = folder.toAbsolutePath().normalize();
    }
}
