/** E-mail to people, by the SMTP server that the installation is given ({@code spring.mail.*}); without one nothing is sent. */
@NullMarked
package io.quayside.app.mail;

import org.jspecify.annotations.NullMarked;
