package io.quayside.routes;

/**
 * Every message header of ours, spelt once. Names are valid JMS properties; nothing else from outside ever becomes a
 * header (engineering rule: build the queue message from nothing).
 */
public final class Headers {
    public static final String TENANT = "QsTenant";
    public static final String CONNECTION = "QsConnection";
    public static final String PLATFORM = "QsPlatform";
    public static final String DELIVERY = "QsDelivery";
    public static final String TOPIC = "QsTopic";
    /** Hint which order a delivery is about, or empty. */
    public static final String ORDER_KEY = "QsOrderKey";
    /** Epoch microseconds. */
    public static final String RECEIVED_AT = "QsReceivedAt";
    /** Claim check: id of the kept raw payload. */
    public static final String RAW_PAYLOAD = "QsRawPayload";
    /** Name of the domain event. */
    public static final String EVENT_TYPE = "QsEventType";

    public static final String EVENT_ID = "QsEventId";
    /** Id of the aggregate that an event happened to. */
    public static final String AGGREGATE = "QsAggregate";
    /** On dead letters: why, where and more of it. */
    public static final String REASON = "QsReason";

    public static final String FIELD = "QsField";
    public static final String DETAIL = "QsDetail";

    private Headers() {}
}
