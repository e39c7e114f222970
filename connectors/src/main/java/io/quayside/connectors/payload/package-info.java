/** What connectors share to read payloads, call JSON APIs and check signatures. Knows no platform. */
@NullMarked
package io.quayside.connectors.payload;

import org.jspecify.annotations.NullMarked;
