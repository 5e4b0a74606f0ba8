// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.trust;

import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.List;

/** Rewrites the problems of the manifest reader as problems of a configuration. */
final class ConfigSyntax {

    private static final String NOTHING = "SORA-2004";
    private static final String NO_MAPPING = "SORA-2006";
    private static final List<String> VARIABLES = List.of("SORA-2020", "SORA-2021");

    private ConfigSyntax() {}

    /** Returns whether the only problem is that the file contains nothing but comments. */
    static boolean saysNothing(List<Problem> problems) {
        return problems.stream().allMatch(problem -> problem.code().equals(NOTHING));
    }

    static List<Problem> retold(List<Problem> problems, Path file) {
        return problems.stream().map(problem -> retold(problem, file)).toList();
    }

    private static Problem retold(Problem problem, Path file) {
        String where = place(problem.where(), file);
        if (problem.code().equals(NO_MAPPING)) {
            return Problem.of("SORA-3301", "a configuration is a mapping of sections")
                    .where(where)
                    .needs("plugins: {policy: open}")
                    .have(problem.have())
                    .fix(problem.fix());
        }
        if (VARIABLES.contains(problem.code())) {
            return Problem.of("SORA-3301", "a configuration takes no environment variables")
                    .where(where)
                    .fix("write the value out; for the characters ${ themselves write $${");
        }
        return new Problem(
                "SORA-3301",
                words(problem.message()),
                where,
                words(problem.needs()),
                words(problem.have()),
                words(problem.fix()));
    }

    private static String words(String text) {
        return text.replace("one manifest a file", "one document a file")
                .replace("name the manifest, not the data", "keep to the section plugins")
                .replace("manifest", "configuration");
    }

    /**
     * Returns a position with the full path, because there are two configuration files of the same
     * name.
     */
    static String place(String where, Path file) {
        String name = String.valueOf(file.getFileName());
        return where.startsWith(name) ? file + where.substring(name.length()) : where;
    }
}
