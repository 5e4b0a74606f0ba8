// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.core.io.Json;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.problem.SoraException;
import dev.sora.serving.batch.Renumbered;
import dev.sora.serving.refusal.RefusalBody;
import dev.sora.serving.refusal.Refusals;
import dev.sora.serving.refusal.RefusedException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns failures into answers: {@code {"code", "what", "where", "needs", "have", "fix"}}. A client
 * learns what is wrong with its request, and nothing else of the server: no stack trace and no
 * path.
 */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** Codes of data and of requests; plugins of others have codes of their own. */
    private static final Pattern OF_DATA = Pattern.compile("^(SORA-[46]|(?!SORA-))");

    private Failures() {}

    /**
     * Returns the answer for a failure.
     *
     * @param exchange the request; its trace identifies the failure in the log
     */
    static Reply reply(Throwable failure, Exchange exchange) {
        Throwable thrown = cause(failure);
        if (thrown instanceof RefusedException refused) {
            Reply reply = reply(refused.status(), refused.problem(), exchange);
            if (refused.status() == 401) {
                return reply.with(Map.of("WWW-Authenticate", "Bearer"));
            }
            if (refused.status() == 408) {
                return reply.with(Map.of("Connection", "close"));
            }
            return refused.retryAfter().isPresent()
                    ? reply.with(
                            Map.of("Retry-After", Long.toString(refused.retryAfter().getAsLong())))
                    : reply;
        }
        if (thrown instanceof SoraException known) {
            Problem problem = Renumbered.of(known.problems().get(0), 0);
            boolean ofRequest =
                    thrown instanceof RecordException || OF_DATA.matcher(problem.code()).find();
            if (ofRequest) {
                return reply(400, problem, exchange);
            }
            LOG.warn("trace {}: {}", exchange.trace().id(), known.getMessage());
            return reply(500, Problem.of(problem.code(), problem.message()), exchange);
        }
        if (thrown instanceof Json.TooLargeException) {
            return reply(Refusals.largeAnswer(), exchange);
        }
        if (thrown instanceof IllegalStateException && isClosed(thrown)) {
            return reply(Refusals.ending(), exchange);
        }
        LOG.error("trace {}: an error in Sora itself", exchange.trace().id(), thrown);
        return reply(
                500,
                Problem.of("SORA-9001", "an error in Sora itself")
                        .where("trace " + exchange.trace().id())
                        .fix("the log of the server has the cause, with this trace"),
                exchange);
    }

    /** Returns whether a call met a closed model, which happens only while the server ends. */
    private static boolean isClosed(Throwable thrown) {
        return String.valueOf(thrown.getMessage()).contains("closed");
    }

    private static Throwable cause(Throwable failure) {
        boolean wrapped =
                failure instanceof CompletionException || failure instanceof ExecutionException;
        return wrapped && failure.getCause() != null ? cause(failure.getCause()) : failure;
    }

    private static Reply reply(RefusedException refused, Exchange exchange) {
        return reply(refused.status(), refused.problem(), exchange);
    }

    private static Reply reply(int status, Problem problem, Exchange exchange) {
        return Reply.json(status, RefusalBody.of(problem, exchange.path().startsWith("/v2")));
    }
}
