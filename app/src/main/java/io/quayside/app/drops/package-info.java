/** Drop folders from outside: FTP and SFTP log-ins for each file connection, files handed over by HTTP, and the record of what was read. */
@NullMarked
package io.quayside.app.drops;

import org.jspecify.annotations.NullMarked;
