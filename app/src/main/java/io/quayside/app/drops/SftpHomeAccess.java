package io.quayside.app.drops;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.security.Principal;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.file.root.RootedPath;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;
import org.jspecify.annotations.Nullable;

/**
 * Every access of an SFTP session goes through its {@link DropHome}. Times, owners and permissions that a client wishes
 * for a file are ignored, since many clients send them unasked.
 */
final class SftpHomeAccess implements SftpFileSystemAccessor {
    private final Map<FileHandle, Upload> uploads = new ConcurrentHashMap<>();

    /** @param whole whether its client has closed the file; the session's end closes it too */
    private record Upload(DropHome home, String path, boolean whole) {}

    /** Hears of the files that clients close, just before they are closed. */
    SftpEventListener listener() {
        return new SftpEventListener() {
            @Override
            public void closing(ServerSession session, String remoteHandle, Handle handle) {
                if (handle instanceof FileHandle file) {
                    uploads.computeIfPresent(file, (any, upload) -> new Upload(upload.home(), upload.path(), true));
                }
            }
        };
    }

    private static DropHome home(SftpSubsystemProxy subsystem) {
        return SftpDropServer.homeOf(subsystem.getServerSession());
    }

    /** @throws AccessDeniedException for names that no file here can have */
    private static String virtual(Path path) throws AccessDeniedException {
        if (!(path instanceof RootedPath)) {
            throw new AccessDeniedException("outside of the drop folder");
        }
        return DropHome.normalize("/", path.toString())
                .orElseThrow(() -> new AccessDeniedException("this name can't be used here"));
    }

    @Override
    public SeekableByteChannel openFile(
            SftpSubsystemProxy subsystem,
            @Nullable FileHandle fileHandle,
            Path file,
            @Nullable String handle,
            Set<? extends OpenOption> options,
            FileAttribute<?>... attributes)
            throws IOException {
        String path = virtual(file);
        List<OpenOption> wanted = List.copyOf(options);
        if (!wanted.contains(StandardOpenOption.WRITE) && !wanted.contains(StandardOpenOption.APPEND)) {
            return home(subsystem).read(path);
        }
        if (fileHandle == null) {
            throw new AccessDeniedException(path, null, "a file's size is what was sent");
        }
        if (wanted.contains(StandardOpenOption.CREATE_NEW) && home(subsystem).isFile(path)) {
            throw new FileAlreadyExistsException(path);
        }
        DropHome home = home(subsystem);
        SeekableByteChannel channel = home.write(path, !wanted.contains(StandardOpenOption.TRUNCATE_EXISTING));
        uploads.put(fileHandle, new Upload(home, path, false));
        return channel;
    }

    @Override
    public void closeFile(
            SftpSubsystemProxy subsystem,
            @Nullable FileHandle fileHandle,
            Path file,
            @Nullable String handle,
            @Nullable Channel channel,
            Set<? extends OpenOption> options)
            throws IOException {
        Upload upload = fileHandle == null ? null : uploads.remove(fileHandle);
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            if (upload != null) {
                upload.home().breakOff(upload.path());
            }
            throw e;
        }
        if (upload != null && upload.whole()) {
            upload.home().finish(upload.path());
        } else if (upload != null) {
            upload.home().breakOff(upload.path());
        }
    }

    @Override
    public DirectoryStream<Path> openDirectory(
            SftpSubsystemProxy subsystem, DirectoryHandle dirHandle, Path dir, String handle, LinkOption... options)
            throws IOException {
        List<Path> entries =
                home(subsystem).list(virtual(dir)).stream().map(dir::resolve).toList();
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return entries.iterator();
            }

            @Override
            public void close() {
                // all in memory
            }
        };
    }

    @Override
    public Map<String, ?> readFileAttributes(
            SftpSubsystemProxy subsystem, Path file, String view, LinkOption... options) throws IOException {
        String path = virtual(file);
        if (!home(subsystem).isFile(path) && !home(subsystem).isFolder(path)) {
            throw new NoSuchFileException(path);
        }
        return SftpFileSystemAccessor.super.readFileAttributes(subsystem, file, view, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void renameFile(SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options)
            throws IOException {
        boolean replace = options != null && options.contains(StandardCopyOption.REPLACE_EXISTING);
        home(subsystem).rename(virtual(from), virtual(to), replace);
    }

    @Override
    public void removeFile(SftpSubsystemProxy subsystem, Path path, boolean isDirectory) throws IOException {
        home(subsystem).delete(virtual(path));
    }

    @Override
    public void createDirectory(SftpSubsystemProxy subsystem, Path path) throws IOException {
        throw new AccessDeniedException(path.toString(), null, "folders can't be made here");
    }

    @Override
    public void createLink(SftpSubsystemProxy subsystem, Path link, Path existing, boolean symLink) throws IOException {
        throw new AccessDeniedException(link.toString(), null, "links can't be made here");
    }

    @Override
    public String resolveLinkTarget(SftpSubsystemProxy subsystem, Path link) throws IOException {
        throw new AccessDeniedException(link.toString(), null, "links are not followed");
    }

    @Override
    public void copyFile(SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options)
            throws IOException {
        throw new AccessDeniedException(to.toString(), null, "files can't be copied here");
    }

    @Override
    public void setFileAttribute(
            SftpSubsystemProxy subsystem,
            Path file,
            String view,
            String attribute,
            @Nullable Object value,
            LinkOption... options) {
        // see above
    }

    @Override
    public UserPrincipal resolveFileOwner(SftpSubsystemProxy subsystem, Path file, UserPrincipal name) {
        return name;
    }

    @Override
    public GroupPrincipal resolveGroupOwner(SftpSubsystemProxy subsystem, Path file, GroupPrincipal name) {
        return name;
    }

    @Override
    public void setFileOwner(
            SftpSubsystemProxy subsystem, Path file, @Nullable Principal value, LinkOption... options) {
        // see above
    }

    @Override
    public void setGroupOwner(
            SftpSubsystemProxy subsystem, Path file, @Nullable Principal value, LinkOption... options) {
        // see above
    }

    @Override
    public void setFilePermissions(
            SftpSubsystemProxy subsystem, Path file, Set<PosixFilePermission> permissions, LinkOption... options) {
        // see above
    }

    @Override
    public void setFileAccessControl(
            SftpSubsystemProxy subsystem, Path file, List<AclEntry> acl, LinkOption... options) {
        // see above
    }
}
