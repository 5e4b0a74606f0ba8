// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.metric;

import dev.sora.metric.DivisibleOutcome;
import java.util.Arrays;
import java.util.List;

/**
 * Vectors of length 1, and the identities of their records.
 *
 * @param vectors the vectors, one after the other, all of one size
 * @param identities a number for each record, equal for records of one identity
 */
public record EmbeddingOutcome(float[] vectors, long[] identities)
        implements DivisibleOutcome<EmbeddingOutcome> {

    /** Checks that there is a vector for each record. */
    public EmbeddingOutcome {
        if (identities.length == 0 ? vectors.length > 0 : vectors.length % identities.length > 0) {
            throw new IllegalArgumentException(
                    "%d values for %d records".formatted(vectors.length, identities.length));
        }
    }

    @Override
    public int size() {
        return identities.length;
    }

    @Override
    public EmbeddingOutcome joined(List<EmbeddingOutcome> following) {
        int values = vectors.length;
        int records = size();
        for (EmbeddingOutcome part : following) {
            values += part.vectors.length;
            records += part.size();
        }
        float[] all = Arrays.copyOf(vectors, values);
        long[] keys = Arrays.copyOf(identities, records);
        int at = vectors.length;
        int record = size();
        for (EmbeddingOutcome part : following) {
            System.arraycopy(part.vectors, 0, all, at, part.vectors.length);
            System.arraycopy(part.identities, 0, keys, record, part.size());
            at += part.vectors.length;
            record += part.size();
        }
        return new EmbeddingOutcome(all, keys);
    }

    @Override
    public EmbeddingOutcome chosen(int[] records) {
        int width = vectors.length / Math.max(1, size());
        float[] some = new float[records.length * width];
        long[] keys = new long[records.length];
        for (int i = 0; i < records.length; i++) {
            System.arraycopy(vectors, records[i] * width, some, i * width, width);
            keys[i] = identities[records[i]];
        }
        return new EmbeddingOutcome(some, keys);
    }

    @Override
    public long numbers() {
        return vectors.length;
    }

    /** Returns a copy of the vector of a record. */
    float[] vector(int record) {
        int width = vectors.length / identities.length;
        return Arrays.copyOfRange(vectors, record * width, (record + 1) * width);
    }
}
