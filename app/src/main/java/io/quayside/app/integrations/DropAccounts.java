package io.quayside.app.integrations;

import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;

/** Log-ins of drop folders: one for each connection whose orders come as files. */
public interface DropAccounts {
    /**
     * Makes the connection's folder and log-in, or a new password for the log-in that it has, within the current unit of
     * work. The password is shown this once.
     */
    DropAccess create(TenantId tenant, ConnectionId connection);

    /** Where to put files, as it stands in the API. */
    record DropAccess(Server ftp, Server sftp, String folder) {}

    record Server(String host, int port, String username, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return "Server[%s:%d, %s]".formatted(host, port, username);
        }
    }
}
