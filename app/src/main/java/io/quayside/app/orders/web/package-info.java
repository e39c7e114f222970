/** Orders over HTTP: taking them in, listing, showing and changing them, with their history and the payload they came from. */
@NullMarked
package io.quayside.app.orders.web;

import org.jspecify.annotations.NullMarked;
