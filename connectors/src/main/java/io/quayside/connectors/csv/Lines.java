package io.quayside.connectors.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Physical lines ended by LF, CRLF or CR, with their numbers. An endless line is cut, so that it can't fill memory. */
final class Lines implements Closeable {
    static final int LONGEST = 1 << 20;
    private static final int EXCERPT = 200;

    private final Reader in;
    private final char[] buffer = new char[1 << 14];
    private final Deque<Line> pushedBack = new ArrayDeque<>();
    private int position;
    private int limit;
    private long number;
    private boolean skipLineFeed;

    Lines(Reader in) {
        this.in = in;
    }

    /** @param cut whether the line was longer than {@link #LONGEST}; then the text is only its beginning */
    record Line(long number, String text, boolean cut) {}

    /** @return null at the end */
    @Nullable
    Line next() throws IOException {
        Line again = pushedBack.poll();
        return again != null ? again : read();
    }

    /** The lines come again, in this order, before any other. */
    void pushBack(List<Line> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            pushedBack.push(lines.get(i));
        }
    }

    private @Nullable Line read() throws IOException {
        StringBuilder text = null;
        boolean cut = false;
        boolean any = false;
        while (true) {
            if (position == limit && !fill()) {
                if (!any) {
                    return null;
                }
                return line(text == null ? "" : text.toString(), cut);
            }
            if (skipLineFeed) {
                skipLineFeed = false;
                if (buffer[position] == '\n') {
                    position++;
                    continue;
                }
            }
            any = true;
            int end = position;
            while (end < limit && buffer[end] != '\n' && buffer[end] != '\r') {
                end++;
            }
            boolean ended = end < limit;
            if (ended && text == null) {
                String whole = new String(buffer, position, end - position);
                finish(end);
                return line(whole, false);
            }
            if (text == null) {
                text = new StringBuilder();
            }
            if (!cut) {
                text.append(buffer, position, end - position);
                if (text.length() > LONGEST) {
                    cut = true;
                    text.setLength(EXCERPT);
                    text.trimToSize();
                }
            }
            if (ended) {
                finish(end);
                return line(text.toString(), cut);
            }
            position = end;
        }
    }

    private void finish(int end) {
        skipLineFeed = buffer[end] == '\r';
        position = end + 1;
    }

    private Line line(String text, boolean cut) {
        return new Line(++number, text, cut);
    }

    private boolean fill() throws IOException {
        position = 0;
        int count = in.read(buffer, 0, buffer.length);
        limit = Math.max(0, count);
        return count > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
