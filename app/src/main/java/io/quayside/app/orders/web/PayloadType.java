package io.quayside.app.orders.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;

/** What a kept payload is, told by its bytes: senders' own words for it are not kept. */
enum PayloadType {
    JSON(MediaType.APPLICATION_JSON, "json"),
    XML(MediaType.APPLICATION_XML, "xml"),
    TEXT(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8), "txt"),
    BINARY(MediaType.APPLICATION_OCTET_STREAM, "bin");

    private final MediaType mediaType;
    private final String suffix;

    PayloadType(MediaType mediaType, String suffix) {
        this.mediaType = mediaType;
        this.suffix = suffix;
    }

    static PayloadType of(byte[] body) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString()
                    .stripLeading();
        } catch (CharacterCodingException e) {
            return BINARY;
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return JSON;
        }
        return text.startsWith("<") ? XML : TEXT;
    }

    MediaType mediaType() {
        return mediaType;
    }

    String suffix() {
        return suffix;
    }
}
