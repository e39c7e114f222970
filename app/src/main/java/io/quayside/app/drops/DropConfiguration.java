package io.quayside.app.drops;

import io.quayside.app.integrations.ConnectionActivity;
import io.quayside.app.integrations.DropAccounts;
import io.quayside.app.persistence.SystemWork;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.routes.ConnectionDirectory;
import io.quayside.routes.ingest.ImportQueue;
import io.quayside.routes.normalize.RawPayloads;
import io.quayside.routes.receive.DropJobs;
import io.quayside.routes.receive.DropUploads;
import io.quayside.routes.receive.FileDropRoutes;
import io.quayside.routes.receive.FileDropSettings;
import jakarta.servlet.MultipartConfigElement;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.MultipartConfigFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.unit.DataSize;

/** Puts the drop folders together: the servers, the route that reads what they take, and the log-ins. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({FileDropSettings.class, DropServerSettings.class})
class DropConfiguration {
    @Bean
    DropUploads dropUploads() {
        return new DropUploads();
    }

    @Bean
    DropJobs dropJobs(UnitOfWork unitOfWork, JdbcClient jdbc, ConnectionActivity activity, Ids ids) {
        return new JdbcDropJobs(unitOfWork, jdbc, activity, ids);
    }

    @Bean
    FileDropRoutes fileDropRoutes(
            FileDropSettings settings,
            ConnectionDirectory connections,
            DropUploads uploads,
            DropJobs jobs,
            RawPayloads rawPayloads,
            ImportQueue queue,
            Clock clock) {
        return new FileDropRoutes(settings, connections, uploads, jobs, rawPayloads::keep, queue, clock);
    }

    @Bean
    DropHomes dropHomes(FileDropSettings settings, DropUploads uploads) {
        return new DropHomes(settings, uploads);
    }

    @Bean
    DropLogins dropLogins(SystemWork system, JdbcClient jdbc, PasswordEncoder passwords) {
        return new JdbcDropLogins(system, jdbc, passwords);
    }

    @Bean
    FtpDropServer ftpDropServer(DropServerSettings settings, DropLogins logins, DropHomes homes) {
        return new FtpDropServer(settings, logins, homes);
    }

    @Bean
    SftpDropServer sftpDropServer(DropServerSettings settings, DropLogins logins, DropHomes homes) {
        return new SftpDropServer(settings, logins, homes);
    }

    @Bean
    DropAccounts dropAccounts(
            UnitOfWork unitOfWork,
            JdbcClient jdbc,
            PasswordEncoder passwords,
            FileDropSettings drops,
            DropServerSettings servers,
            FtpDropServer ftp,
            SftpDropServer sftp) {
        return new JdbcDropAccounts(
                unitOfWork,
                jdbc,
                passwords,
                drops.folder(),
                () -> new JdbcDropAccounts.Ports(servers.host(), ftp.port(), sftp.port()));
    }

    @Bean
    FileHandOver fileHandOver(FileDropSettings settings, DropUploads uploads, DropJobs jobs, Clock clock) {
        return new FileHandOver(settings, uploads, jobs, clock);
    }

    /** Boot's own limit is 1 MB. */
    @Bean
    MultipartConfigElement multipart(FileDropSettings settings) {
        MultipartConfigFactory multipart = new MultipartConfigFactory();
        multipart.setMaxFileSize(settings.maxFile());
        multipart.setMaxRequestSize(DataSize.ofBytes(
                settings.maxFile().toBytes() + DataSize.ofMegabytes(1).toBytes()));
        multipart.setFileSizeThreshold(DataSize.ofKilobytes(256));
        return multipart.createMultipartConfig();
    }
}
