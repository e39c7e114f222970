/** What every endpoint shares: problems (RFC 9457), pages, JSON, limits, security headers and the OpenAPI document. */
@NullMarked
package io.quayside.app.http;

import org.jspecify.annotations.NullMarked;
