// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.output;

import dev.sora.data.DataRecord;
import dev.sora.data.Values;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Reads the identity of a record. */
final class Identity {

    private Identity() {}

    /**
     * Returns the name of a record's identity.
     *
     * @throws RecordException if the value is missing or blank
     */
    static String of(DataRecord record, String column) {
        Optional<String> name = Values.name(record, column);
        if (name.isEmpty()) {
            // reports whether the value or the column is missing
            record.get(column, Object.class);
            throw new RecordException(
                    Problem.of(
                                    "SORA-4340",
                                    "the identity in column '%s' is empty".formatted(column))
                            .where(record.where())
                            .needs("the name or number of an identity")
                            .fix(
                                    "complete the record, or leave such records out with"
                                            + " 'on_error: skip' on the data source"));
        }
        return name.get();
    }

    /**
     * Returns a number by which identities are compared, also those that are not in the training
     * data: the first 8 bytes of the SHA-256 digest of the name. Two of a million names have the
     * same with a probability below 1e-7.
     */
    static long key(String name) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(name.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
