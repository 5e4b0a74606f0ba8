// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The vectors of the evaluated records by identity. All pairs of records are compared, so the
 * number of records is limited: of more, some identities are kept, chosen by a hash, with all their
 * records. The choice depends neither on the order of the records nor on their batches.
 */
final class Gathered {

    /** The greatest number of records that are compared: 8 million pairs. */
    static final int MOST = 4_000;

    /** The number of identities that are kept at least, each with a share of the records. */
    private static final int LEAST_IDENTITIES = 4;

    private final TreeMap<Long, List<float[]>> byIdentity = new TreeMap<>();
    private int kept;
    private long records;
    private long bound = Long.MAX_VALUE;

    void add(EmbeddingOutcome outcome) {
        for (int i = 0; i < outcome.size(); i++) {
            records++;
            add(mix(outcome.identities()[i]), outcome.vector(i));
        }
    }

    private void add(long identity, float[] vector) {
        if (identity >= bound) {
            return;
        }
        List<float[]> own = byIdentity.computeIfAbsent(identity, i -> new ArrayList<>());
        if (own.size() == MOST / LEAST_IDENTITIES) {
            return;
        }
        own.add(vector);
        kept++;
        while (kept > MOST && byIdentity.size() > LEAST_IDENTITIES) {
            bound = byIdentity.lastKey();
            kept -= byIdentity.remove(bound).size();
        }
    }

    /** Adds the records of another part after these. */
    void merge(Gathered part) {
        records += part.records;
        bound = Math.min(bound, part.bound);
        while (!byIdentity.isEmpty() && byIdentity.lastKey() >= bound) {
            kept -= byIdentity.pollLastEntry().getValue().size();
        }
        part.byIdentity.forEach(
                (identity, vectors) -> vectors.forEach(vector -> add(identity, vector)));
    }

    /** Returns the number of records, kept or not. */
    long records() {
        return records;
    }

    /** Returns the number of records that are kept. */
    int kept() {
        return kept;
    }

    /** Returns the vectors of each identity that is kept. */
    List<List<float[]>> identities() {
        return List.copyOf(byIdentity.values());
    }

    /** A bijection that spreads neighbouring numbers (Stafford, 2011, variant 13). */
    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
