// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ring;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The form of a message: operation, number (8 bytes) and length (4 bytes each), little-endian, then
 * the content. An encrypted content is AES-256-GCM under the key of the connection (NIST SP
 * 800-38D), with the number as nonce and the header as additional data, and 16 bytes longer.
 */
final class Frame {

    /** The length of the header in bytes. */
    static final int HEADER = 2 * Integer.BYTES + Long.BYTES;

    /** The greatest length of a content in bytes. */
    static final int MOST = 1 << 18;

    /** The length that encryption adds in bytes. */
    static final int TAG = 16;

    private static final int NONCE = 12;

    private Frame() {}

    /** Returns a header. */
    static byte[] header(Operation operation, long number, int length) {
        return buffer(HEADER).putInt(operation.ordinal()).putLong(number).putInt(length).array();
    }

    /** Returns a little-endian buffer. */
    static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Encrypts or decrypts a content.
     *
     * @param mode {@link Cipher#ENCRYPT_MODE} or {@link Cipher#DECRYPT_MODE}
     * @throws GeneralSecurityException if a content to decrypt was changed
     */
    static byte[] crypt(int mode, byte[] key, long number, byte[] header, byte[] content)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = buffer(NONCE).putLong(number).array();
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, nonce));
        cipher.updateAAD(header);
        return cipher.doFinal(content);
    }
}
