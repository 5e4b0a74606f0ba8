// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A user who follows the fix of a problem to the letter gets a manifest without this problem, and
 * without a new one in how it is written.
 */
final class TestRemedies {

    /** Codes of manifests that cannot be read to their ends, or say something twice. */
    private static final Set<String> UNREAD =
            Set.of("SORA-2005", "SORA-2006", "SORA-2008", "SORA-2009", "SORA-2013", "SORA-2014");

    @Test
    void remediesDoWhatTheySay() throws IOException {
        List<String> wrong = new ArrayList<>();
        int followed = 0;
        for (String name : BrokenManifest.names().toList()) {
            BrokenManifest broken = BrokenManifest.read(name);
            List<Problem> problems = broken.failure().orElseThrow().problems();
            for (Problem problem : problems) {
                Optional<String> text = Remedy.apply(broken.text(), problem);
                if (text.isPresent()) {
                    followed++;
                    List<Problem> left =
                            new BrokenManifest(broken.name(), text.get())
                                    .failure()
                                    .map(SoraException::problems)
                                    .orElse(List.of());
                    if (!isBetter(problem, left)) {
                        wrong.add("%s%nthen%n%s%n%s".formatted(problem, text.get(), left));
                    }
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(followed).isGreaterThan(75);
    }

    private static boolean isBetter(Problem before, List<Problem> after) {
        return after.stream()
                .noneMatch(
                        problem ->
                                problem.code().equals(before.code())
                                                && problem.message().equals(before.message())
                                                && problem.where().equals(before.where())
                                        || UNREAD.contains(problem.code())
                                                && !UNREAD.contains(before.code()));
    }
}
