package io.quayside.connectors.csv;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes that can be read more than once: formats are decided over the whole file before the first order is made. */
interface Source {
    InputStream open() throws IOException;

    long size() throws IOException;

    static Source of(Path file) {
        return new Source() {
            @Override
            public InputStream open() throws IOException {
                return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
            }

            @Override
            public long size() throws IOException {
                return Files.size(file);
            }
        };
    }

    static Source of(byte[] bytes) {
        return new Source() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public long size() {
                return bytes.length;
            }
        };
    }
}
