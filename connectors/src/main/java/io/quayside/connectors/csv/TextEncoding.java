package io.quayside.connectors.csv;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A file's encoding: by its byte order mark, else UTF-8 when every byte agrees, else what the connection says, else the
 * best guess of ICU, which is told to the person.
 *
 * @param how for the person: how it was found
 * @param skip length of the byte order mark
 * @param mixed UTF-8 with stray bytes of Windows-1252 between, as when two programs wrote one file
 */
record TextEncoding(Charset charset, String how, int skip, boolean mixed) {
    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int SAMPLE = 1 << 17;
    private static final int HEAD = 1 << 13;

    /** Detectors' names to the supersets that programs really write (as browsers do, WHATWG Encoding). */
    private static final Map<String, String> WRITTEN_AS = Map.of(
            "ISO-8859-1", "windows-1252",
            "ISO-8859-2", "windows-1250",
            "ISO-8859-5", "windows-1251",
            "ISO-8859-7", "windows-1253",
            "ISO-8859-9", "windows-1254",
            "SHIFT_JIS", "windows-31j");

    private static final List<String> EAST_ASIAN = List.of("Shift_JIS", "EUC-JP", "GB18030", "Big5", "EUC-KR");

    /** @throws UnreadableFile when the bytes are no text */
    static TextEncoding detect(Source source, Optional<Charset> configured) throws IOException {
        Utf8Scan scan = new Utf8Scan();
        byte[] head;
        ByteArrayOutputStream foreign = new ByteArrayOutputStream();
        try (InputStream in = source.open()) {
            byte[] block = in.readNBytes(HEAD);
            head = block;
            while (block.length > 0) {
                if (scan.see(block) && foreign.size() < SAMPLE) {
                    foreign.writeBytes(block);
                }
                block = in.readNBytes(HEAD);
            }
        }
        scan.end();
        if (head.length == 0) {
            throw new UnreadableFile("the file is empty");
        }
        FileKind.refuseOthers(head);
        Optional<TextEncoding> marked = byMark(head, scan);
        if (marked.isPresent()) {
            return marked.get();
        }
        Optional<TextEncoding> wide = byZeroBytes(head);
        if (wide.isPresent()) {
            return wide.get();
        }
        if (scan.invalid == 0) {
            boolean ascii = scan.valid == 0 && configured.isEmpty();
            return new TextEncoding(
                    StandardCharsets.UTF_8, ascii ? "only ASCII characters" : "every byte is valid UTF-8", 0, false);
        }
        if (configured.isPresent()) {
            return new TextEncoding(configured.get(), "as the connection says", 0, false);
        }
        if (scan.valid >= scan.invalid) {
            return mixed(0);
        }
        return guess(foreign.toByteArray());
    }

    private static TextEncoding mixed(int skip) {
        return new TextEncoding(
                StandardCharsets.UTF_8, "mixed: UTF-8 with single bytes that were read as windows-1252", skip, true);
    }

    private static Optional<TextEncoding> byMark(byte[] head, Utf8Scan scan) {
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
            return Optional.of(
                    scan.invalid > 0
                            ? mixed(3)
                            : new TextEncoding(StandardCharsets.UTF_8, "byte order mark", 3, false));
        }
        if (startsWith(head, 0xFF, 0xFE, 0, 0)) {
            return Optional.of(new TextEncoding(Charset.forName("UTF-32LE"), "byte order mark", 4, false));
        }
        if (startsWith(head, 0xFF, 0xFE)) {
            return Optional.of(new TextEncoding(StandardCharsets.UTF_16LE, "byte order mark", 2, false));
        }
        if (startsWith(head, 0xFE, 0xFF)) {
            return Optional.of(new TextEncoding(StandardCharsets.UTF_16BE, "byte order mark", 2, false));
        }
        return Optional.empty();
    }

    /** UTF-16 without a mark has a zero in every other byte of Latin text; other files full of zeros are no text. */
    private static Optional<TextEncoding> byZeroBytes(byte[] head) {
        int[] zeros = new int[2];
        for (int i = 0; i < head.length; i++) {
            if (head[i] == 0) {
                zeros[i % 2]++;
            }
        }
        int half = Math.max(1, head.length / 2);
        if (zeros[1] > half * 0.6 && zeros[0] < half * 0.1) {
            return Optional.of(new TextEncoding(StandardCharsets.UTF_16LE, "zero bytes of UTF-16", 0, false));
        }
        if (zeros[0] > half * 0.6 && zeros[1] < half * 0.1) {
            return Optional.of(new TextEncoding(StandardCharsets.UTF_16BE, "zero bytes of UTF-16", 0, false));
        }
        if (zeros[0] + zeros[1] > head.length / 10) {
            throw new UnreadableFile("this is no CSV file but binary data, or a file that was damaged in transfer");
        }
        return Optional.empty();
    }

    private static TextEncoding guess(byte[] sample) {
        CharsetMatch[] matches = new CharsetDetector().setText(sample).detectAll();
        String best = "windows-1252";
        int confidence = 0;
        for (CharsetMatch match : matches) {
            boolean plausible = EAST_ASIAN.contains(match.getName())
                    || WRITTEN_AS.containsKey(match.getName())
                    || match.getName().startsWith("windows-")
                    || match.getName().equals("KOI8-R");
            if (plausible && match.getConfidence() > confidence) {
                best = match.getName();
                confidence = match.getConfidence();
            }
        }
        String name = WRITTEN_AS.getOrDefault(best.toUpperCase(Locale.ROOT), best);
        Charset charset = Charset.isSupported(name) ? Charset.forName(name) : WINDOWS_1252;
        return new TextEncoding(charset, "a guess, %d %% sure".formatted(confidence), 0, false);
    }

    /** Whether a person should look at names and addresses, because nobody said what the encoding is. */
    boolean isGuess() {
        return mixed || how.startsWith("a guess");
    }

    Reader reader(Source source) throws IOException {
        InputStream in = source.open();
        in.skipNBytes(skip);
        return mixed ? new MixedReader(in) : new InputStreamReader(in, charset);
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        return bytes.length >= start.length && Arrays.equals(toBytes(start), 0, start.length, bytes, 0, start.length);
    }

    private static byte[] toBytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** Counts well-formed and malformed multi-byte sequences (RFC 3629, table of section 4). */
    static final class Utf8Scan {
        long valid;
        long invalid;
        private int needed;
        private int lowest;
        private int highest;

        /** @return whether the block holds anything but ASCII */
        boolean see(byte[] block) {
            boolean foreign = false;
            for (byte signed : block) {
                if (signed >= 0 && needed == 0) {
                    continue;
                }
                foreign = true;
                int b = signed & 0xFF;
                if (needed > 0) {
                    if (b >= lowest && b <= highest) {
                        lowest = 0x80;
                        highest = 0xBF;
                        if (--needed == 0) {
                            valid++;
                        }
                        continue;
                    }
                    invalid++;
                    needed = 0;
                    if (b < 0x80) {
                        continue;
                    }
                }
                begin(b);
            }
            return foreign;
        }

        void end() {
            if (needed > 0) {
                invalid++;
                needed = 0;
            }
        }

        private void begin(int b) {
            lowest = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
            highest = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
            if (b >= 0xC2 && b <= 0xDF) {
                needed = 1;
            } else if (b >= 0xE0 && b <= 0xEF) {
                needed = 2;
            } else if (b >= 0xF0 && b <= 0xF4) {
                needed = 3;
            } else {
                invalid++;
            }
        }
    }
}
