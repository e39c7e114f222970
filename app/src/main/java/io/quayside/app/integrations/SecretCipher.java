package io.quayside.app.integrations;

interface SecretCipher {
    byte[] encrypt(String secret, String place);

    String decrypt(byte[] ciphertext, String place);
}
