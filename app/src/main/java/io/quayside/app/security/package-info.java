/** Who is calling: log-in, tokens, API keys and what each of them may do. Knows no business rule beyond that. */
@NullMarked
package io.quayside.app.security;

import org.jspecify.annotations.NullMarked;
