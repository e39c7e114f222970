package io.quayside.app.alerts;

/** What can need a person. */
enum AlertKind {
    CONNECTION_BROKEN("Connections that a platform refuses"),
    CONNECTION_ALARM("Connections that need a look"),
    DEAD_LETTERS("Messages that could not be processed"),
    LOW_STOCK("Stock that runs low"),
    WEBHOOK_DISABLED("Webhooks that were turned off");

    private final String heading;

    AlertKind(String heading) {
        this.heading = heading;
    }

    String heading() {
        return heading;
    }
}
