// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ring;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the workers of one attempt of a training know, and nobody else. It is in no message of the
 * ring and in no text: {@link #toString} does not show it.
 */
public final class RingSecret implements Serializable {

    /** The length of a secret, of a nonce and of a proof, in bytes. */
    static final int LENGTH = 32;

    private static final long serialVersionUID = 1;
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] bytes;

    private RingSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Draws a secret. */
    public static RingSecret random() {
        return new RingSecret(nonce());
    }

    /** Draws bytes that are used once. */
    static byte[] nonce() {
        byte[] drawn = new byte[LENGTH];
        new SecureRandom().nextBytes(drawn);
        return drawn;
    }

    /**
     * Returns the HMAC of a text and of bytes of fixed lengths (RFC 2104, with SHA-256).
     *
     * @param purpose separates proofs of one kind from those of another
     */
    byte[] proof(String purpose, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes, ALGORITHM));
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "RingSecret[not shown]";
    }
}
