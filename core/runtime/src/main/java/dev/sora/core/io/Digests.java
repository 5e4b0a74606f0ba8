// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.io;

import dev.sora.problem.DataException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files and strings, in lower-case hexadecimal. */
public final class Digests {

    private static final int BUFFER = 1 << 16;

    private Digests() {}

    /**
     * Returns the digest of a file's content, read in blocks.
     *
     * @throws DataException if it cannot be read
     */
    public static String sha256(Path file) {
        try (InputStream in = new FileInputStream(file.toFile())) {
            MessageDigest digest = newDigest();
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return hex(digest);
        } catch (IOException e) {
            throw new DataException(ReadProblems.unreadable(file, e), e);
        }
    }

    /** Returns the digest of a string in UTF-8. */
    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the digest of bytes. */
    public static String sha256(byte[] bytes) {
        MessageDigest digest = newDigest();
        digest.update(bytes);
        return hex(digest);
    }

    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
