package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The program listens where it says, and nowhere else: no broker acceptor, no JMX connector, no debugger. Where the
 * kernel does not tell whose a socket is (other than Linux), there is nothing to look at.
 */
@ExtendWith(RunningHub.class)
class OpenPortsTest {
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
    private static final String LISTENING = "0A";
    private final HubProcess hub;

    OpenPortsTest(HubProcess hub) {
        this.hub = hub;
    }

    @Test
    void areThoseOfHttpFtpAndSftpOnly() throws Exception {
        Path process = Path.of("/proc", Long.toString(hub.pid()));
        assumeTrue(Files.isDirectory(process.resolve("fd")), "no /proc");
        Set<String> own = sockets(process.resolve("fd"));

        Set<Integer> ports = new TreeSet<>();
        for (String table : new String[] {"net/tcp", "net/tcp6"}) {
            for (String line : Files.readAllLines(process.resolve(table))) {
                // sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode, see proc_net_tcp(5)
                String[] columns = line.trim().split("\\s+");
                if (columns[3].equals(LISTENING) && own.contains(columns[9])) {
                    ports.add(Integer.parseInt(columns[1].substring(columns[1].indexOf(':') + 1), 16));
                }
            }
        }

        assertThat(ports).hasSize(3).contains(hub.url("/").getPort());
    }

    private static Set<String> sockets(Path descriptors) throws IOException {
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.map(OpenPortsTest::target)
                    .map(SOCKET::matcher)
                    .filter(Matcher::matches)
                    .map(socket -> socket.group(1))
                    .collect(Collectors.toSet());
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closedMeanwhile) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
