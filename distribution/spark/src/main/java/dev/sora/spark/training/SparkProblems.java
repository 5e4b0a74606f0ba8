// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.List;

/** The problems of trainings on Spark, besides those of the ring. */
final class SparkProblems {

    /** What a training in one process has instead of settings of workers. */
    static final String NO_WORKERS = "a training without workers";

    private SparkProblems() {}

    /** Returns the problem of a training that cannot be divided among workers. */
    static SoraException indivisible(String why, String fix) {
        return new SoraException(
                Problem.of("SORA-7006", "the training cannot be divided among workers")
                        .have(why)
                        .fix(fix));
    }

    /** Returns the problem of a master that does not run all workers at once. */
    static SoraException slots(int workers, String have, Throwable cause) {
        return new SoraException(
                Problem.of("SORA-7005", "the workers do not run all at once")
                        .needs("%d tasks at the same time".formatted(workers))
                        .have(have)
                        .fix(
                                "fewer --workers, or a master with more cores; dynamic allocation"
                                        + " must be off (spark.dynamicAllocation.enabled=false)"),
                cause);
    }

    /** Returns the problem of a worker whose plugins are not those of the driver. */
    static SoraException plugins(int rank, List<String> needs, List<String> have) {
        List<String> missing = needs.stream().filter(one -> !have.contains(one)).toList();
        List<String> more = have.stream().filter(one -> !needs.contains(one)).toList();
        return new SoraException(
                Problem.of("SORA-7007", "a worker has other plugins than the driver")
                        .where("worker " + rank)
                        .needs(missing.isEmpty() ? "no others" : String.join(", ", missing))
                        .have(more.isEmpty() ? "none of these" : String.join(", ", more))
                        .fix(
                                "ship the jars with --jars, and put no other version of them on the"
                                        + " class path of executors"));
    }

    /** Returns the problem of a worker that would train something else. */
    static SoraException manifest(int rank, String needs, String have) {
        return new SoraException(
                Problem.of("SORA-7008", "a worker has another manifest than the driver")
                        .where("worker " + rank)
                        .needs(needs)
                        .have(have)
                        .fix("run driver and executors with the same version of Sora"));
    }

    /** Returns the problem of a worker that did not receive what the driver fitted. */
    static SoraException fitted(int rank, String needs, String have) {
        return new SoraException(
                Problem.of("SORA-7025", "a worker has other fitted inputs than the driver")
                        .where("worker " + rank)
                        .needs(needs)
                        .have(have)
                        .fix("start again; if it happens again, check the network of the cluster"));
    }

    /** Returns the problem of a folder that is not the same for driver and workers. */
    static SoraException folder(String folder, String have, Throwable cause) {
        return new SoraException(
                Problem.of("SORA-7009", "driver and workers do not share the folder of checkpoints")
                        .where(folder)
                        .have(have)
                        .fix(
                                "name a folder that all machines reach and may write, such as"
                                        + " --checkpoints hdfs://…"),
                cause);
    }

    /** Returns the problem of checkpoints that workers of other settings wrote. */
    static SoraException settings(String folder, String needs, String have) {
        return new SoraException(
                Problem.of("SORA-7010", "the checkpoints are of workers with other settings")
                        .where(folder)
                        .needs(needs)
                        .have(have)
                        .fix(
                                "continue with the settings of the first run, or train without"
                                        + " --resume"));
    }

    /** Returns the problem of a training that loses workers again and again. */
    static SoraException attempts(int attempts, String last, Throwable cause) {
        return new SoraException(
                Problem.of("SORA-7012", "the training on Spark failed")
                        .where("attempt " + attempts)
                        .have(last)
                        .fix(
                                "read the logs of the executors; --resume continues from the last"
                                        + " checkpoint"),
                cause);
    }
}
