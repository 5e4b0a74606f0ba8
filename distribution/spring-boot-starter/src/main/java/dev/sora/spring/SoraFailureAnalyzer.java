// SPDX-License-Identifier: Apache-2.0
package dev.sora.spring;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows why Sora did not start as its problems with their fixes, instead of a stack trace. */
final class SoraFailureAnalyzer extends AbstractFailureAnalyzer<SoraException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, SoraException cause) {
        String fixes =
                cause.problems().stream()
                        .map(Problem::fix)
                        .filter(fix -> !fix.isEmpty())
                        .distinct()
                        .collect(Collectors.joining("\n"));
        return new FailureAnalysis(cause.getMessage().strip(), fixes, cause);
    }
}
