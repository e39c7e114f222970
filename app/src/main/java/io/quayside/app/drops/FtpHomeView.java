package io.quayside.app.drops;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.apache.ftpserver.ftplet.FileSystemView;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpFile;
import org.jspecify.annotations.Nullable;

/** One FTP session's view of its drop folder. Used by one session, which works on one command at a time. */
final class FtpHomeView implements FileSystemView {
    private final DropHome home;
    private String directory = "/";
    private @Nullable String uploading;

    FtpHomeView(DropHome home) {
        this.home = home;
    }

    @Override
    public FtpFile getHomeDirectory() {
        return new Entry("/");
    }

    @Override
    public FtpFile getWorkingDirectory() {
        return new Entry(directory);
    }

    @Override
    public boolean changeWorkingDirectory(String to) {
        Optional<String> path = DropHome.normalize(directory, to).filter(home::isFolder);
        path.ifPresent(found -> directory = found);
        return path.isPresent();
    }

    /** @throws FtpException for names that no file here can have; the server answers 550 */
    @Override
    public FtpFile getFile(String name) throws FtpException {
        return new Entry(DropHome.normalize(directory, name)
                .orElseThrow(() -> new FtpException("this name can't be used here")));
    }

    @Override
    public boolean isRandomAccessible() {
        return true;
    }

    @Override
    public void dispose() {
        settle(false);
    }

    /** An upload has ended, as a whole or not. Does nothing when there is none. */
    synchronized void settle(boolean whole) {
        String path = uploading;
        uploading = null;
        if (path == null) {
            return;
        }
        if (!whole) {
            home.breakOff(path);
            return;
        }
        try {
            home.finish(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void begun(String path) {
        uploading = path;
    }

    private final class Entry implements FtpFile {
        private final String path;

        Entry(String path) {
            this.path = path;
        }

        @Override
        public String getAbsolutePath() {
            return path;
        }

        @Override
        public String getName() {
            return path.equals("/") ? "/" : path.substring(path.lastIndexOf('/') + 1);
        }

        @Override
        public boolean isHidden() {
            return false;
        }

        @Override
        public boolean isDirectory() {
            return home.isFolder(path);
        }

        @Override
        public boolean isFile() {
            return home.isFile(path);
        }

        @Override
        public boolean doesExist() {
            return isDirectory() || isFile();
        }

        @Override
        public boolean isReadable() {
            return doesExist();
        }

        @Override
        public boolean isWritable() {
            return home.mayChange(path);
        }

        @Override
        public boolean isRemovable() {
            return home.mayChange(path);
        }

        @Override
        public String getOwnerName() {
            return "seller";
        }

        @Override
        public String getGroupName() {
            return "seller";
        }

        @Override
        public int getLinkCount() {
            return isDirectory() ? 3 : 1;
        }

        @Override
        public long getLastModified() {
            try {
                return doesExist()
                        ? Files.getLastModifiedTime(home.onDisk(path)).toMillis()
                        : 0;
            } catch (IOException e) {
                return 0; // it was read and archived in between
            }
        }

        @Override
        public boolean setLastModified(long time) {
            return false;
        }

        @Override
        public long getSize() {
            try {
                return isFile() ? Files.size(home.onDisk(path)) : 0;
            } catch (IOException e) {
                return 0; // it was read and archived in between
            }
        }

        @Override
        public Object getPhysicalFile() {
            return home.onDisk(path);
        }

        @Override
        public boolean mkdir() {
            return false;
        }

        @Override
        public boolean delete() {
            try {
                home.delete(path);
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public boolean move(FtpFile destination) {
            try {
                home.rename(path, destination.getAbsolutePath(), true);
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public List<? extends FtpFile> listFiles() {
            try {
                return home.list(path).stream()
                        .map(name -> new Entry(path.equals("/") ? "/" + name : path + "/" + name))
                        .toList();
            } catch (IOException e) {
                return List.of();
            }
        }

        @Override
        public OutputStream createOutputStream(long offset) throws IOException {
            SeekableByteChannel channel = home.write(path, offset > 0);
            begun(path);
            channel.position(offset);
            return Channels.newOutputStream(channel);
        }

        @Override
        public InputStream createInputStream(long offset) throws IOException {
            SeekableByteChannel channel = home.read(path);
            channel.position(offset);
            return Channels.newInputStream(channel);
        }
    }
}
