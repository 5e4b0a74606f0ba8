// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.ring;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A failure of the connection to another worker. Another attempt may succeed. */
public final class RingException extends SoraException {

    private static final long serialVersionUID = 1;

    private RingException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    /** Returns the failure of a worker that sends or receives nothing any more. */
    static RingException lost(String peer, Duration timeout, IOException cause) {
        return new RingException(
                Problem.of("SORA-7021", "a worker of the training is lost")
                        .where(peer)
                        .have(reason(timeout, cause))
                        .fix(
                                "read the log of its executor; where workers only take long,"
                                        + " raise --timeout"),
                cause);
    }

    private static String reason(Duration timeout, IOException cause) {
        if (cause instanceof SocketTimeoutException) {
            return "no message for %d s".formatted(timeout.toSeconds());
        }
        return text(cause);
    }

    /** Returns what a failure says; that of a connection which was closed says nothing. */
    static String text(IOException cause) {
        return cause.getMessage() == null ? "the end of its connection" : cause.getMessage();
    }

    /** Returns the failure of a worker that cannot be reached. */
    static RingException unreachable(String peer, String have, @Nullable Throwable cause) {
        return new RingException(
                Problem.of("SORA-7024", "the workers of the training do not reach each other")
                        .where(peer)
                        .have(have)
                        .fix(
                                "allow connections between executors on all ports; each must"
                                        + " resolve the host names of the others"),
                cause);
    }

    /** Returns the failure of a message that is not the expected one. */
    static RingException message(String peer, String needs, String have) {
        return new RingException(
                Problem.of("SORA-7022", "a message of another worker is not the expected one")
                        .where(peer)
                        .needs(needs)
                        .have(have)
                        .fix("run all workers with the same version of Sora"),
                null);
    }

    /** Returns the failure of a connection whose other end does not know the secret. */
    static RingException foreign(String peer, String have) {
        return new RingException(
                Problem.of("SORA-7023", "a connection is not from a worker of this training")
                        .where(peer)
                        .needs("a proof that it knows the secret of this attempt")
                        .have(have)
                        .fix(
                                "nothing, if another program or an earlier attempt connected; it"
                                        + " was refused"),
                null);
    }
}
