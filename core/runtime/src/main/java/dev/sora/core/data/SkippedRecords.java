// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.data.split.Split;
import dev.sora.core.plan.ErrorPolicy;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The broken records of one source that are left out, with their problems. Safe for any thread. */
public final class SkippedRecords {

    /** The number of records that are shown one by one. */
    private static final int SHOWN = 3;

    /** The remedy of leaving a record out, which does not apply if no record would remain. */
    private static final String SKIP =
            "[,;]? or (?:set |leave such records out with )?'on_error: skip'"
                    + "(?: under 'data'| on the (?:data )?source)?";

    private final ErrorPolicy policy;
    private final Set<Long> positions = ConcurrentHashMap.newKeySet();
    private final Map<Split, Found> found = new EnumMap<>(Split.class);
    private volatile boolean any;

    private static final class Found {
        private final Map<String, Long> codes = new TreeMap<>();
        private final List<Problem> first = new ArrayList<>();
    }

    /** Creates an empty set for a source. */
    public SkippedRecords(ErrorPolicy policy) {
        this.policy = policy;
    }

    /** Returns whether broken records may be left out. */
    public boolean areAllowed() {
        return policy.skip();
    }

    /** Returns whether the record at a position is left out. */
    boolean contains(long position) {
        return any && positions.contains(position);
    }

    /** Returns the number of records that are left out. */
    long count() {
        return positions.size();
    }

    /**
     * Leaves a record out.
     *
     * @return whether it was not left out before
     * @throws RecordException the given exception, if the manifest does not allow it
     * @throws DataException if there are too many
     */
    public boolean add(long position, Split part, RecordException thrown) {
        if (!policy.skip()) {
            throw remedied(thrown);
        }
        if (!positions.add(position)) {
            return false;
        }
        any = true;
        Problem problem = thrown.problems().get(0);
        synchronized (found) {
            Found own = found.computeIfAbsent(part, p -> new Found());
            own.codes.merge(problem.code(), 1L, Long::sum);
            if (own.first.size() < SHOWN) {
                own.first.add(problem);
            }
        }
        if (positions.size() > policy.most()) {
            throw new DataException(
                    Problem.of("SORA-4008", "more records are broken than may be left out")
                            .where(problem.where())
                            .needs("at most max_errors: " + policy.most())
                            .have("the last of them: %s".formatted(problem.message()))
                            .fix("correct the data, or raise max_errors of the source"),
                    thrown);
        }
        return true;
    }

    /** Adds the remedy of leaving the record out, which the thrower need not know. */
    private static RecordException remedied(RecordException thrown) {
        Problem problem = thrown.problems().get(0);
        if (problem.fix().contains("on_error")) {
            return thrown;
        }
        String skip = "set 'on_error: skip' on the source to leave such records out";
        return new RecordException(
                problem.fix(problem.fix().isEmpty() ? skip : problem.fix() + "; or " + skip),
                thrown);
    }

    /** Reports to a listener, on the thread of the run, what was left out. */
    void tell(RunListener listener) {
        synchronized (found) {
            found.forEach(
                    (part, own) ->
                            listener.on(
                                    new RunEvent.RecordsSkipped(
                                            part.word(),
                                            own.codes.values().stream()
                                                    .mapToLong(Long::longValue)
                                                    .sum(),
                                            new TreeMap<>(own.codes),
                                            List.copyOf(own.first))));
        }
    }

    /** Reports to a listener, on the thread of the run, what was left out of another part. */
    void tell(RunListener listener, String part) {
        tell(
                event -> {
                    if (event instanceof RunEvent.RecordsSkipped own) {
                        listener.on(
                                new RunEvent.RecordsSkipped(
                                        part, own.records(), own.codes(), own.first()));
                    }
                });
    }

    /** Returns the number of records that were left out, by split and code. */
    Map<Split, Map<String, Long>> counts() {
        synchronized (found) {
            Map<Split, Map<String, Long>> counts = new EnumMap<>(Split.class);
            found.forEach((part, own) -> counts.put(part, new TreeMap<>(own.codes)));
            return counts;
        }
    }

    /** Returns the error that a split has no valid record. */
    public DataException allBroken(Split part) {
        Problem first;
        synchronized (found) {
            Found own = found.getOrDefault(part, found.get(Split.TRAIN));
            first =
                    own == null || own.first.isEmpty()
                            ? Problem.of("SORA-4009", "there are none")
                            : own.first.get(0);
        }
        return new DataException(
                Problem.of("SORA-4009", "no record of the %s data is valid".formatted(part.word()))
                        .where(first.where())
                        .needs("at least 1 record")
                        .have("%d left out; the first: %s".formatted(count(), first.message()))
                        .fix(
                                first.fix().isEmpty()
                                        ? "correct the records, or the settings that read them"
                                        : "of the first: " + first.fix().replaceAll(SKIP, "")));
    }
}
