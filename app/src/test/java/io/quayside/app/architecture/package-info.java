/** The rules that the program's structure keeps. */
@NullMarked
package io.quayside.app.architecture;

import org.jspecify.annotations.NullMarked;
