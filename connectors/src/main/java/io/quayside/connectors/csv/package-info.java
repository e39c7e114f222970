/**
 * Order files: encoding, delimiter, numbers and dates detected or configured, rows grouped into canonical orders, one
 * class for each layout. Reads files of any size in bounded memory; knows nothing of how a file got here.
 */
@NullMarked
package io.quayside.connectors.csv;

import org.jspecify.annotations.NullMarked;
