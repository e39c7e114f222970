package io.quayside.routes;

import java.util.Locale;

/** A step of the pipeline that a message can fail at. */
public enum Stage {
    RECEIVE,
    NORMALIZE,
    IMPORT,
    EVENTS,
    WRITEBACK;

    public String inChannelNames() {
        return name().toLowerCase(Locale.ROOT);
    }
}
