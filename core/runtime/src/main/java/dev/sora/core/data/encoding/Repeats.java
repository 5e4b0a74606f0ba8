// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import dev.sora.core.data.SplitRecords;
import dev.sora.core.data.split.Split;
import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the records of a split with the problem that ended a run, because the correction of the
 * data depends on whether one record or many are affected.
 */
final class Repeats {

    private static final int CHUNK = 512;

    /** The limit of records to count, so that a message does not wait for the end of large data. */
    private static final int MOST = 200_000;

    private final ChunkEncoder encoder;
    private final Problem problem;
    private final List<DataRecord> chunk = new ArrayList<>(CHUNK);
    private long seen;
    private long same;
    private long other;

    private Repeats(ChunkEncoder encoder, Problem problem) {
        this.encoder = encoder;
        this.problem = problem;
    }

    /**
     * Returns the exception of a record, with the number of records that throw it.
     *
     * @param thrown the exception of the first of them
     */
    static RecordException count(
            SplitRecords records, ChunkEncoder encoder, RecordException thrown) {
        Repeats repeats = new Repeats(encoder, thrown.problems().get(0));
        try {
            records.store().forEach(records.part(), (position, record) -> repeats.add(record));
            repeats.look();
        } catch (RuntimeException e) {
            // other problems are reported once this one is corrected
            return thrown;
        }
        return repeats.same + repeats.other < 2
                ? thrown
                : new RecordException(repeats.counted(records.part()), thrown);
    }

    private boolean add(DataRecord record) {
        chunk.add(record);
        seen++;
        if (chunk.size() == CHUNK) {
            look();
        }
        return seen < MOST;
    }

    private void look() {
        for (RecordException thrown : encoder.broken(chunk).values()) {
            Problem found = thrown.problems().get(0);
            if (found.code().equals(problem.code())) {
                same += found.message().equals(problem.message()) ? 1 : 0;
                other += found.message().equals(problem.message()) ? 0 : 1;
            }
        }
        chunk.clear();
    }

    private Problem counted(Split part) {
        String count =
                "%,d of %s%,d %s records%s"
                        .formatted(
                                same,
                                seen == MOST ? "the first " : "",
                                seen,
                                part.word(),
                                other == 0
                                        ? ""
                                        : ", and %,d more with another value".formatted(other));
        return problem.have(problem.have().isEmpty() ? count : problem.have() + ": " + count);
    }
}
