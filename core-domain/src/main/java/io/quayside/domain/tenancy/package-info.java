/** Tenancy: merchants, the people who sign in for them, their roles and API keys. */
@NullMarked
package io.quayside.domain.tenancy;

import org.jspecify.annotations.NullMarked;
