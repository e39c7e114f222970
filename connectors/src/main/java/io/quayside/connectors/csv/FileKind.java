package io.quayside.connectors.csv;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Recognizes what is no text table at all, whatever its name says, by its first bytes. */
final class FileKind {
    private static final Map<String, String> MAGIC = new LinkedHashMap<>();

    static {
        MAGIC.put("PK\u0005\u0006", "an empty ZIP archive");
        MAGIC.put("\u001f\u008b", "a gzip archive: unpack it first");
        MAGIC.put("%PDF", "a PDF document: export the orders as CSV instead");
        MAGIC.put("\u00d0\u00cf\u0011\u00e0", "an old Excel workbook (.xls): save it as CSV instead");
        MAGIC.put("Rar!", "a RAR archive: unpack it first");
        MAGIC.put("7z\u00bc\u00af", "a 7-Zip archive: unpack it first");
        MAGIC.put("BZh", "a bzip2 archive: unpack it first");
        MAGIC.put("\u0028\u00b5\u002f\u00fd", "a Zstandard archive: unpack it first");
        MAGIC.put("\u00fd7zXZ", "an xz archive: unpack it first");
        MAGIC.put("\u0089PNG", "a picture");
        MAGIC.put("\u00ff\u00d8\u00ff", "a picture");
    }

    private FileKind() {}

    /** @throws UnreadableFile when these are the first bytes of something else than a table */
    static void refuseOthers(byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.startsWith("PK\u0003\u0004")) {
            boolean workbook = start.contains("[Content_Types].xml") || start.contains("xl/");
            throw not(
                    workbook ? "an Excel workbook (.xlsx): save it as CSV instead" : "a ZIP archive: unpack it first");
        }
        MAGIC.forEach((magic, kind) -> {
            if (start.startsWith(magic)) {
                throw not(kind);
            }
        });
        String text = start.startsWith("\u00ef\u00bb\u00bf") ? start.substring(3) : start;
        String markup = text.stripLeading().toLowerCase(Locale.ROOT);
        if (markup.startsWith("<!doctype html") || markup.startsWith("<html")) {
            throw not("a web page, perhaps the log-in page of the shop that it was fetched from");
        }
        if (markup.startsWith("<?xml")) {
            throw not("an XML document");
        }
        if (markup.startsWith("{\"") || markup.startsWith("[{") || markup.startsWith("{\n")) {
            throw not("a JSON document");
        }
    }

    private static UnreadableFile not(String kind) {
        return new UnreadableFile("this is no CSV file but " + kind);
    }
}
