package io.quayside.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.app.embedded.StateDirectory;
import io.quayside.app.security.SecretCipher.UnreadableSecret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretCipherTest {
    private static final String PLACE = "tenant-1/connection-1/access_token";

    @TempDir
    Path directory;

    @Test
    void readsBackWhatItEncrypted() {
        byte[] ciphertext = cipher().encrypt("shpat_0123", PLACE);

        assertThat(new String(ciphertext, StandardCharsets.ISO_8859_1)).doesNotContain("shpat");
        assertThat(cipher().decrypt(ciphertext, PLACE)).isEqualTo("shpat_0123");
    }

    @Test
    void makesADifferentCiphertextEachTime() {
        assertThat(cipher().encrypt("same", PLACE)).isNotEqualTo(cipher().encrypt("same", PLACE));
    }

    @Test
    void refusesACiphertextThatWasMovedToAnotherPlace() {
        byte[] ciphertext = cipher().encrypt("shpat_0123", PLACE);

        assertThatThrownBy(() -> cipher().decrypt(ciphertext, "tenant-2/connection-1/access_token"))
                .isInstanceOf(UnreadableSecret.class)
                .hasMessageNotContaining("shpat");
    }

    @Test
    void refusesEveryChangedByte() {
        byte[] ciphertext = cipher().encrypt("shpat_0123", PLACE);

        for (int i = 0; i < ciphertext.length; i++) {
            byte[] changed = ciphertext.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> cipher().decrypt(changed, PLACE)).isInstanceOf(UnreadableSecret.class);
        }
    }

    @Test
    void keepsItsKeyForItsOwnerAlone() throws Exception {
        cipher();

        Path keys = directory.resolve("keys");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve("master.key"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
                .isEqualTo("rwx------");
    }

    @Test
    void refusesToMakeANewKeyForADatabaseThatHasAnOldOne() throws Exception {
        Files.createDirectories(directory.resolve("postgres"));
        Files.writeString(directory.resolve("postgres/PG_VERSION"), "18\n");

        assertThatThrownBy(this::cipher).hasMessageContaining("master.key is gone");
    }

    @Test
    void takesAKeyFromOutside() {
        String given = Base64.getEncoder()
                .encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

        byte[] ciphertext = new SecretCipher(MasterKey.parse(given)).encrypt("secret", PLACE);

        assertThat(new SecretCipher(MasterKey.parse(given)).decrypt(ciphertext, PLACE))
                .isEqualTo("secret");
        assertThatThrownBy(() -> cipher().decrypt(ciphertext, PLACE)).isInstanceOf(UnreadableSecret.class);
    }

    @Test
    void neverRepeatsAMalformedKeyInItsComplaint() {
        assertThatThrownBy(() -> MasterKey.parse("hunter2!")).hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> MasterKey.parse("{\"hunter2\"")).hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> MasterKey.parse("c2hvcnQ=")).hasMessageContaining("5 bytes instead of 32");
    }

    @Test
    void signsWithTheSameKeysAfterARestart() {
        try (StateDirectory home = StateDirectory.open(directory)) {
            JwtKeys first = JwtKeys.readOrCreate(home);

            assertThat(JwtKeys.readOrCreate(home).publicKey()).isEqualTo(first.publicKey());
            assertThat(first.publicKey().getModulus().bitLength()).isEqualTo(2048);
        }
    }

    private SecretCipher cipher() {
        try (StateDirectory home = StateDirectory.open(directory)) {
            return new SecretCipher(MasterKey.ofInstallation(home));
        }
    }
}
