package io.quayside.app.drops;

import io.quayside.app.drops.DropServerSettings.Ftp;
import io.quayside.domain.integrations.ConnectionId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.DataConnectionConfigurationFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.Authentication;
import org.apache.ftpserver.ftplet.AuthenticationFailedException;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.ftplet.FtpSession;
import org.apache.ftpserver.ftplet.Ftplet;
import org.apache.ftpserver.ftplet.FtpletResult;
import org.apache.ftpserver.ftplet.User;
import org.apache.ftpserver.ftplet.UserManager;
import org.apache.ftpserver.impl.DefaultFtpServer;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.ssl.SslConfigurationFactory;
import org.apache.ftpserver.usermanager.UsernamePasswordAuthentication;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.ConcurrentLoginPermission;
import org.apache.ftpserver.usermanager.impl.WritePermission;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** FTP, and FTPS where a certificate is configured, into the drop folders. */
final class FtpDropServer extends DropServer {
    private static final Logger LOG = LoggerFactory.getLogger(FtpDropServer.class);

    private final DropServerSettings settings;
    private final DropLogins logins;
    private final DropHomes homes;
    private volatile @Nullable FtpServer server;

    FtpDropServer(DropServerSettings settings, DropLogins logins, DropHomes homes) {
        this.settings = settings;
        this.logins = logins;
        this.homes = homes;
    }

    private FtpServer build() {
        FtpServerFactory factory = new FtpServerFactory();
        factory.addListener("default", listener().createListener());
        factory.setUserManager(new Accounts());
        factory.setFileSystem(user -> {
            try {
                return new FtpHomeView(homes.of(ConnectionId.of(user.getHomeDirectory())));
            } catch (IOException e) {
                throw new FtpException("the drop folder can't be opened", e);
            }
        });
        Map<String, Ftplet> ftplets = new LinkedHashMap<>();
        ftplets.put("uploads", new Uploads());
        factory.setFtplets(ftplets);
        ConnectionConfigFactory limits = new ConnectionConfigFactory();
        limits.setAnonymousLoginEnabled(false);
        limits.setMaxLogins(settings.maxSessions());
        limits.setMaxLoginFailures(3);
        limits.setLoginFailureDelay(1_000);
        limits.setMaxThreads(Math.min(settings.maxSessions(), 50));
        factory.setConnectionConfig(limits.createConnectionConfig());
        return factory.createServer();
    }

    private ListenerFactory listener() {
        Ftp ftp = settings.ftp();
        ListenerFactory listener = new ListenerFactory();
        listener.setServerAddress(settings.bindAddress());
        listener.setPort(ftp.port());
        listener.setIdleTimeout((int) settings.idleTimeout().toSeconds());
        DataConnectionConfigurationFactory data = new DataConnectionConfigurationFactory();
        data.setActiveIpCheck(true); // no connections to third parties (FTP bounce)
        data.setPassiveIpCheck(true); // nor from them
        data.setPassivePorts(ftp.passivePorts());
        if (ftp.passiveAddress() != null) {
            data.setPassiveExternalAddress(ftp.passiveAddress());
        }
        if (ftp.keystore() != null) {
            SslConfigurationFactory tls = new SslConfigurationFactory();
            tls.setKeystoreFile(ftp.keystore().toFile());
            tls.setKeystorePassword(ftp.keystorePassword());
            tls.setKeystoreType("PKCS12");
            tls.setSslProtocol("TLSv1.2", "TLSv1.3");
            listener.setSslConfiguration(tls.createSslConfiguration());
            data.setSslConfiguration(tls.createSslConfiguration());
        }
        listener.setDataConnectionConfiguration(data.createDataConnectionConfiguration());
        return listener;
    }

    @Override
    void open() {
        FtpServer built = build();
        try {
            built.start();
            server = built;
        } catch (FtpException e) {
            throw new IllegalStateException(
                    "the FTP server can't start on port " + settings.ftp().port(), e);
        }
        LOG.info("FTP drop folders on port {}", port());
    }

    @Override
    void shut() {
        running().stop();
    }

    @Override
    int port() {
        return ((DefaultFtpServer) running()).getListener("default").getPort();
    }

    private FtpServer running() {
        return Objects.requireNonNull(server, "the FTP server has not been started");
    }

    /** Log-ins come from the connections; the server itself makes and changes none. */
    private final class Accounts implements UserManager {
        @Override
        public User authenticate(Authentication attempt) throws AuthenticationFailedException {
            if (attempt instanceof UsernamePasswordAuthentication given
                    && given.getUsername() != null
                    && given.getPassword() != null) {
                String address = given.getUserMetadata() == null
                                || given.getUserMetadata().getInetAddress() == null
                        ? "unknown"
                        : given.getUserMetadata().getInetAddress().getHostAddress();
                ConnectionId connection = logins.check(given.getUsername(), given.getPassword(), address)
                        .orElseThrow(() -> new AuthenticationFailedException("wrong name or password"));
                return user(given.getUsername(), connection);
            }
            throw new AuthenticationFailedException("name and password are needed");
        }

        private User user(String name, ConnectionId connection) {
            BaseUser user = new BaseUser();
            user.setName(name);
            user.setHomeDirectory(connection.toString());
            user.setMaxIdleTime((int) settings.idleTimeout().toSeconds());
            user.setAuthorities(List.of(
                    new WritePermission(),
                    new ConcurrentLoginPermission(settings.maxSessionsPerAccount(), settings.maxSessionsPerAccount())));
            return user;
        }

        @Override
        public @Nullable User getUserByName(String username) {
            return null; // accounts are looked up by log-in only, so a name alone tells nothing
        }

        @Override
        public String[] getAllUserNames() {
            return new String[0];
        }

        @Override
        public void delete(String username) throws FtpException {
            throw new FtpException("accounts are kept by their connections");
        }

        @Override
        public void save(User user) throws FtpException {
            throw new FtpException("accounts are kept by their connections");
        }

        @Override
        public boolean doesExist(String username) {
            return false;
        }

        @Override
        public String getAdminName() {
            return "";
        }

        @Override
        public boolean isAdmin(String username) {
            return false;
        }
    }

    /** Learns from the server's answer whether an upload came to its end. */
    private final class Uploads extends DefaultFtplet {
        @Override
        public FtpletResult beforeCommand(FtpSession session, FtpRequest request) throws FtpException, IOException {
            if (settings.ftp().requireTls() && request.getCommand().equals("USER") && !session.isSecure()) {
                session.write(new DefaultFtpReply(FtpReply.REPLY_530_NOT_LOGGED_IN, "Use AUTH TLS first."));
                return FtpletResult.SKIP;
            }
            return super.beforeCommand(session, request);
        }

        @Override
        public FtpletResult afterCommand(FtpSession session, FtpRequest request, @Nullable FtpReply reply) {
            if (List.of("STOR", "APPE", "STOU").contains(request.getCommand())) {
                settle(session, reply != null && reply.getCode() == FtpReply.REPLY_226_CLOSING_DATA_CONNECTION);
            }
            return FtpletResult.DEFAULT;
        }

        @Override
        public FtpletResult onDisconnect(FtpSession session) {
            settle(session, false);
            return FtpletResult.DEFAULT;
        }

        private static void settle(FtpSession session, boolean whole) {
            if (session.getFileSystemView() instanceof FtpHomeView view) {
                view.settle(whole);
            }
        }
    }
}
