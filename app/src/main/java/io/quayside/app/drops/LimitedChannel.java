package io.quayside.app.drops;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.springframework.util.unit.DataSize;

/** A file being written that may not grow beyond a size, wherever in it is written. */
final class LimitedChannel implements SeekableByteChannel {
    private final SeekableByteChannel file;
    private final DataSize limit;

    LimitedChannel(SeekableByteChannel file, DataSize limit) {
        this.file = file;
        this.limit = limit;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        if (file.position() + bytes.remaining() > limit.toBytes()) {
            throw new IOException("the file is larger than %d MB: send it in parts".formatted(limit.toMegabytes()));
        }
        return file.write(bytes);
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        return file.read(bytes);
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        file.truncate(size);
        return this;
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
