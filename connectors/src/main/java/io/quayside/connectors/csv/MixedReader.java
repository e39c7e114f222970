package io.quayside.connectors.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads UTF-8 and takes every byte that is none for Windows-1252. Not thread-safe. */
final class MixedReader extends Reader {
    private final InputStream in;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 13).flip();
    private boolean ended;

    MixedReader(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        CharBuffer out = CharBuffer.wrap(target, offset, length);
        int start = out.position();
        while (out.position() == start) {
            fill();
            if (!bytes.hasRemaining()) {
                return -1;
            }
            CoderResult result = utf8.decode(bytes, out, ended);
            if (result.isError()) {
                if (out.hasRemaining()) {
                    out.put(new String(new byte[] {bytes.get()}, TextEncoding.WINDOWS_1252).charAt(0));
                }
                utf8.reset();
            } else if (result.isOverflow() && out.position() == start) {
                // room for one char where a pair is needed: give the pair's place up rather than loop forever
                out.put('\uFFFD');
                bytes.position(bytes.position() + 4);
            } else if (result.isUnderflow() && ended) {
                utf8.reset();
            }
        }
        return out.position() - start;
    }

    private void fill() throws IOException {
        if (ended || bytes.remaining() >= 4) {
            return;
        }
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            ended = true;
        } else {
            bytes.position(bytes.position() + count);
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
