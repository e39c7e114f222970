/**
 * The message paths of the hub, one package per stage. Stages meet only at the named channels of
 * {@link io.quayside.routes.Channels}; what a message means is decided in the domain, which way it goes is decided here.
 */
@NullMarked
package io.quayside.routes;

import org.jspecify.annotations.NullMarked;
