// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import dev.sora.core.plan.ResolvedType;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.search.StrategyType;
import java.util.List;

/** A strategy that threw, or suggested what it may not. The search ends with what it has. */
final class StrategyFailedException extends SoraException {

    private static final long serialVersionUID = 1L;

    private StrategyFailedException(List<Problem> problems, Throwable cause) {
        super(problems, cause);
    }

    /**
     * Creates an exception that names a strategy.
     *
     * @param have what it threw or suggested
     * @param cause what it threw
     */
    static StrategyFailedException of(
            ResolvedType<StrategyType> strategy, String have, Throwable cause) {
        return new StrategyFailedException(
                List.of(
                        Problem.of(
                                        "SORA-3903",
                                        "'%s' of plugin '%s' failed while it suggested a trial"
                                                .formatted(
                                                        strategy.type().descriptor().name(),
                                                        strategy.plugin().name()))
                                .where(strategy.path())
                                .have(have)
                                .fix(
                                        "report it to the plugin's authors; the trials until then"
                                                + " are kept; --verbose shows more")),
                cause);
    }

    /** Returns this exception with what prevented the results until then. */
    StrategyFailedException with(SoraException other) {
        return new StrategyFailedException(
                List.of(problems().get(0), other.problems().get(0)), getCause());
    }
}
