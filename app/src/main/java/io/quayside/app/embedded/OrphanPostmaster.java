package io.quayside.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database server that outlived its program (kill -9 ends the JVM only). It would keep port and data directory, so it
 * is stopped before a new one starts. Nothing is signalled unless it is seen to be a PostgreSQL at work in that
 * directory: the kernel gives process ids again.
 */
final class OrphanPostmaster {
    private static final Logger log = LoggerFactory.getLogger(OrphanPostmaster.class);
    private static final Duration FAST = Duration.ofSeconds(30);
    private static final Duration IMMEDIATE = Duration.ofSeconds(10);

    private OrphanPostmaster() {}

    /** Returns when no server works in the directory any more; does nothing when none did. */
    static void stop(Path dataDirectory) {
        try {
            Path data = dataDirectory.toRealPath();
            Optional<Long> pid = recordedPid(data);
            if (pid.isEmpty()) {
                return;
            }
            Optional<ProcessHandle> process = ProcessHandle.of(pid.get());
            if (process.isPresent() && isPostgresIn(process.get(), data)) {
                log.warn("PostgreSQL {} was left running in {} by an earlier run; stopping it", pid.get(), data);
                stop(process.get());
            } else if (process.isPresent()) {
                // another program has that id now, or a dead server waits for its parent: PostgreSQL would refuse to
                // start
                log.warn("postmaster.pid in {} names process {}, which is no server of it; removed", data, pid.get());
                Files.delete(data.resolve("postmaster.pid"));
            }
            awaitWorkersGone(data);
        } catch (IOException e) {
            throw new UncheckedIOException("can't look for a running database server in " + dataDirectory, e);
        }
    }

    private static void stop(ProcessHandle postmaster) throws IOException {
        signal(postmaster, "INT"); // "fast": ends the sessions, writes a checkpoint
        if (ended(postmaster, FAST)) {
            return;
        }
        log.warn("PostgreSQL {} doesn't stop; telling it to drop everything (it will recover)", postmaster.pid());
        signal(postmaster, "QUIT"); // "immediate"
        if (!ended(postmaster, IMMEDIATE)) {
            postmaster.destroyForcibly();
            if (!ended(postmaster, IMMEDIATE)) {
                throw new IllegalStateException("PostgreSQL %d can't be stopped".formatted(postmaster.pid()));
            }
        }
    }

    private static void signal(ProcessHandle process, String name) throws IOException {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean ended(ProcessHandle process, Duration limit) {
        CompletableFuture<ProcessHandle> end = process.onExit();
        try {
            end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Optional<Long> recordedPid(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Long.parseLong(lines.get(0).strip()));
        } catch (NumberFormatException e) {
            throw new IllegalStateException(
                    file + " doesn't start with a process id; remove it if no PostgreSQL runs", e);
        }
    }

    private static boolean isPostgresIn(ProcessHandle process, Path data) {
        boolean postgres = process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false);
        if (!postgres) {
            return false;
        }
        return worksIn(process, data).orElseGet(() -> process.info()
                .arguments()
                .map(arguments -> List.of(arguments).contains(data.toString()))
                .orElse(false));
    }

    /** Every server process has the data directory as its working directory; unknown where there is no /proc. */
    private static Optional<Boolean> worksIn(ProcessHandle process, Path data) {
        Path link = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            return Optional.of(Files.readSymbolicLink(link).equals(data));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** A server that was killed itself leaves sessions that notice it within moments. */
    private static void awaitWorkersGone(Path data) {
        List<ProcessHandle> workers;
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            workers = all.filter(process -> worksIn(process, data).orElse(false) && isPostgresIn(process, data))
                    .toList();
        }
        for (ProcessHandle worker : workers) {
            if (!ended(worker, IMMEDIATE)) {
                throw new IllegalStateException(
                        "PostgreSQL process %d still works in %s".formatted(worker.pid(), data));
            }
        }
    }
}
