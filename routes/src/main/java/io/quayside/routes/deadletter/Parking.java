package io.quayside.routes.deadletter;

import io.quayside.routes.Headers;
import io.quayside.routes.jmsbatch.DeadLetterReason;
import io.quayside.routes.jmsbatch.QueueMessage;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Makes a dead letter of a message that a step refused: the message as it was, with why. */
public final class Parking {
    public QueueMessage asDeadLetter(
            @Body QueueMessage refused, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable why) {
        return refused.with(Headers.REASON, DeadLetterReason.reason(why))
                .with(Headers.FIELD, DeadLetterReason.field(why))
                .with(Headers.DETAIL, DeadLetterReason.detail(why));
    }
}
