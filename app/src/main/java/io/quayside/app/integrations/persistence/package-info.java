/** Repositories of the integrations context, over PostgreSQL. */
@NullMarked
package io.quayside.app.integrations.persistence;

import org.jspecify.annotations.NullMarked;
