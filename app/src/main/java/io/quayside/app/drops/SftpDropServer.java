package io.quayside.app.drops;

import io.quayside.domain.integrations.ConnectionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.file.FileSystemFactory;
import org.apache.sshd.common.file.root.RootedFileSystemProvider;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SFTP into the drop folders: no shell, no commands, no forwarding, passwords only. */
final class SftpDropServer extends DropServer {
    private static final Logger LOG = LoggerFactory.getLogger(SftpDropServer.class);
    static final AttributeKey<DropHome> HOME = new AttributeKey<>();

    private final DropServerSettings settings;
    private final DropLogins logins;
    private final DropHomes homes;
    private volatile @Nullable SshServer server;

    SftpDropServer(DropServerSettings settings, DropLogins logins, DropHomes homes) {
        this.settings = settings;
        this.logins = logins;
        this.homes = homes;
    }

    private SshServer build() {
        SshServer ssh = SshServer.setUpDefaultServer();
        ssh.setKeyPairProvider(hostKeys());
        ssh.setHost(settings.bindAddress());
        ssh.setPort(settings.sftp().port());
        ssh.setPasswordAuthenticator(this::signIn);
        ssh.setPublickeyAuthenticator(null);
        ssh.setKeyboardInteractiveAuthenticator(null);
        ssh.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        ssh.setFileSystemFactory(new Homes());
        SftpHomeAccess access = new SftpHomeAccess();
        SftpSubsystemFactory sftp = new SftpSubsystemFactory.Builder()
                .withFileSystemAccessor(access)
                .build();
        sftp.addSftpEventListener(access.listener());
        ssh.setSubsystemFactories(List.of(sftp));
        ssh.addSessionListener(new Crowd());
        CoreModuleProperties.MAX_CONCURRENT_SESSIONS.set(ssh, settings.maxSessionsPerAccount());
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(ssh, 4);
        CoreModuleProperties.AUTH_TIMEOUT.set(ssh, Duration.ofSeconds(30));
        CoreModuleProperties.IDLE_TIMEOUT.set(ssh, settings.idleTimeout());
        CoreModuleProperties.SERVER_IDENTIFICATION.set(ssh, "QUAYSIDE");
        return ssh;
    }

    private boolean signIn(String username, String password, ServerSession session) {
        String address = session.getClientAddress() instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress()
                : "unknown";
        return logins.check(username, password, address)
                .map(connection -> open(session, connection))
                .orElse(false);
    }

    private boolean open(ServerSession session, ConnectionId connection) {
        try {
            session.setAttribute(HOME, homes.of(connection));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("the drop folder can't be opened", e);
        }
    }

    static DropHome homeOf(SessionContext session) {
        return Objects.requireNonNull(session.getAttribute(HOME), "signed in without a home");
    }

    /** Two kinds, as some clients know only RSA. Made on first start; clients pin them, so they are kept. */
    private KeyPairProvider hostKeys() {
        List<KeyPair> keys = new ArrayList<>();
        try {
            Files.createDirectories(settings.hostKeys());
        } catch (IOException e) {
            throw new UncheckedIOException("can't make the folder of host keys", e);
        }
        keys.add(hostKey("EC", 256));
        keys.add(hostKey("RSA", 3072));
        return KeyPairProvider.wrap(keys);
    }

    private KeyPair hostKey(String algorithm, int bits) {
        Path file = settings.hostKeys().resolve("sftp-host-" + algorithm.toLowerCase(Locale.ROOT));
        SimpleGeneratorHostKeyProvider provider = new SimpleGeneratorHostKeyProvider(file);
        provider.setAlgorithm(algorithm);
        provider.setKeySize(bits);
        provider.setOverwriteAllowed(false); // a key that can't be read is an error, never silently a new one
        return provider.loadKeys(null).iterator().next();
    }

    @Override
    void open() {
        SshServer ssh = build();
        try {
            ssh.start();
            server = ssh;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the SFTP server can't start on port " + settings.sftp().port(), e);
        }
        LOG.info("SFTP drop folders on port {}", port());
    }

    @Override
    void shut() {
        try {
            running().stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    int port() {
        return running().getPort();
    }

    private SshServer running() {
        return Objects.requireNonNull(server, "the SFTP server has not been started");
    }

    /** Each session sees its drop folder as the whole file system. */
    private static final class Homes implements FileSystemFactory {
        @Override
        public Path getUserHomeDir(SessionContext session) {
            return homeOf(session).folder().home();
        }

        @Override
        public FileSystem createFileSystem(SessionContext session) throws IOException {
            return new RootedFileSystemProvider().newFileSystem(getUserHomeDir(session), Map.of());
        }
    }

    /** Turns further sessions away when there are too many. */
    private final class Crowd implements SessionListener {
        @Override
        public void sessionCreated(Session session) {
            if (running().getActiveSessions().size() > settings.maxSessions()) {
                session.close(true);
            }
        }
    }
}
