/** The safety net under webhooks: connections are fetched on a schedule (Polling Consumer, EIP). */
@NullMarked
package io.quayside.routes.poll;

import org.jspecify.annotations.NullMarked;
