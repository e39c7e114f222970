/** What all repositories stand on: transactions that see one tenant, and the narrow role for looking across tenants. */
@NullMarked
package io.quayside.app.persistence;

import org.jspecify.annotations.NullMarked;
