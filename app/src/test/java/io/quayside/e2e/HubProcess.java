package io.quayside.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/** The hub in a process of its own, on a state directory of its own; may be killed and started again. */
public final class HubProcess implements AutoCloseable {
    public static final String ADMIN = "admin@quayside.local";
    public static final String PASSWORD = "correct horse battery staple";
    /** Of its virtual machine; the build decides. */
    private static final List<String> FLAGS = Stream.of(
                    System.getProperty("hub.flags", "").split(" "))
            .filter(flag -> !flag.isEmpty())
            .toList();

    private static final Duration LONGEST_START = Duration.ofSeconds(120);

    private final Path home;
    private final int port;
    private final Process process;

    private HubProcess(Path home, int port, Process process) {
        this.home = home;
        this.port = port;
        this.process = process;
    }

    /** Starts it and returns once it is ready; {@code settings} are Spring properties. It has its {@link Supplies}. */
    public static HubProcess start(Path home, Map<String, String> settings) throws IOException {
        Files.createDirectories(home);
        Map<String, String> all = new HashMap<>(Supplies.into(home));
        all.putAll(settings);
        return startOnItsOwn(home, all);
    }

    /** One that runs as long as the process that asks for it, on a state directory that goes with it. */
    static HubProcess startForThisProcess(String name, Map<String, String> settings) throws IOException {
        HubProcess hub = start(Files.createTempDirectory("quayside-" + name), settings);
        Runtime.getRuntime().addShutdownHook(new Thread(hub::stopForGood, "stop-" + name));
        return hub;
    }

    private void stopForGood() {
        close();
        try {
            FileSystemUtils.deleteRecursively(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #start}, but it makes its keys itself and unpacks its database, as on a merchant's machine. */
    public static HubProcess startOnItsOwn(Path home, Map<String, String> settings) throws IOException {
        Files.createDirectories(home);
        int port = FreePort.draw();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(FLAGS);
        command.addAll(List.of(
                "-Xmx768m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                classPath(),
                "io.quayside.app.Quayside",
                "--server.port=" + port,
                "--quayside.home=" + home,
                "--quayside.admin.email=" + ADMIN,
                "--quayside.admin.password=" + PASSWORD,
                "--quayside.public-url=http://localhost:" + port));
        Map<String, String> all = new java.util.TreeMap<>(Map.of(
                "quayside.sandbox.enabled",
                "false",
                "quayside.integrations.poll-every", // no platform answers where no sandbox plays it
                "0s",
                "quayside.integrations.watch-every",
                "0s",
                "quayside.integrations.count-every",
                "0s",
                "quayside.drops.servers.ftp.port",
                "0",
                "quayside.drops.servers.sftp.port",
                "0"));
        all.putAll(settings);
        all.forEach((name, value) -> command.add("--" + name + "=" + value));
        Path log = home.resolve("hub.log");
        long startsBefore = Files.exists(log)
                ? Files.readString(log)
                        .lines()
                        .filter(line -> line.equals("Quayside is ready."))
                        .count()
                : 0;
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("hub.log").toFile()))
                .start();
        HubProcess hub = new HubProcess(home, port, process);
        try {
            hub.awaitReady(startsBefore);
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
        return hub;
    }

    /** The program's, without the tests' own classes: their Spring configurations are not its. */
    private static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void awaitReady(long startsBefore) {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest ready = HttpRequest.newBuilder(url("/ready")).build();
        Awaitility.await("the hub to be ready; it says: " + home.resolve("hub.log"))
                .atMost(LONGEST_START)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("the hub did not start:\n" + log());
                    }
                    try {
                        return http.send(ready, HttpResponse.BodyHandlers.discarding())
                                                .statusCode()
                                        == 200
                                && starts() > startsBefore;
                    } catch (IOException notYet) {
                        return false;
                    }
                });
    }

    /** How often it said on this state directory that it is ready, which is after the demo was made. */
    private long starts() {
        return log().lines().filter(line -> line.equals("Quayside is ready.")).count();
    }

    /** What it printed since the first start. */
    public String log() {
        try {
            return Files.readString(home.resolve("hub.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    public Path home() {
        return home;
    }

    public long pid() {
        return process.pid();
    }

    /** {@code kill -9}: nothing of the program gets to say goodbye; its database server lives on as an orphan. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** An ordinary stop. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
