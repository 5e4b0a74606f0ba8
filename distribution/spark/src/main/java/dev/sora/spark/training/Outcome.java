// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.spark.ring.RingException;
import java.io.Serializable;
import java.util.List;

/**
 * How the task of a worker ended. Problems that a user can fix are returned, not thrown, because
 * Spark would run the task again and show a stack trace.
 *
 * @param rank the number of the worker
 * @param again whether the problems are a lost connection, which another attempt may not have
 * @param problems what was wrong; empty if the training is finished
 * @param times where the time went
 * @param files the names of the results in the shared folder, of worker 0
 */
record Outcome(
        int rank, boolean again, List<ProblemText> problems, WorkerTimes times, List<String> files)
        implements Serializable {

    private static final long serialVersionUID = 1;

    /** A problem in a form that Spark sends. */
    record ProblemText(
            String code, String message, String where, String needs, String have, String fix)
            implements Serializable {

        private static final long serialVersionUID = 1;

        static ProblemText of(Problem problem) {
            return new ProblemText(
                    problem.code(),
                    problem.message(),
                    problem.where(),
                    problem.needs(),
                    problem.have(),
                    problem.fix());
        }

        Problem problem() {
            return new Problem(code, message, where, needs, have, fix);
        }
    }

    static Outcome finished(int rank, WorkerTimes times, List<String> files) {
        return new Outcome(rank, false, List.of(), times, List.copyOf(files));
    }

    static Outcome failed(int rank, SoraException failure) {
        return new Outcome(
                rank,
                failure instanceof RingException,
                failure.problems().stream().map(ProblemText::of).toList(),
                WorkerTimes.NONE,
                List.of());
    }

    /** Returns the outcome of a worker that ends because another one cannot begin. */
    static Outcome idle(int rank) {
        return new Outcome(rank, false, List.of(), WorkerTimes.NONE, List.of());
    }

    SoraException exception() {
        return new SoraException(problems.stream().map(ProblemText::problem).toList(), null);
    }
}
