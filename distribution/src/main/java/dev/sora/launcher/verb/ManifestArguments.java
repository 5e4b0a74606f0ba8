// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.Sora;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Plan;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments for a manifest and the overrides of its values. */
final class ManifestArguments {

    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][\\w.\\[\\]-]*=.*");

    @Parameters(paramLabel = "MANIFEST", arity = "1..*", description = "The manifest, a YAML file.")
    private List<String> words = List.of();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = {
                "Replace a value of the manifest, such as training.epochs=1.",
                "Can be given several times; the value is YAML."
            })
    private List<String> assignments = List.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed of all random numbers; short for --set seed=N.")
    private Long seed;

    private final List<String> more = new ArrayList<>();

    /** Replaces a value of the manifest besides those that the options name. */
    void replace(String assignment) {
        more.add(assignment);
    }

    /**
     * Reads and checks the manifest.
     *
     * @throws SoraException with all problems of the manifest
     */
    Plan plan(Session session) {
        return plan(session, Optional.empty());
    }

    /** Returns the arguments that mean the same manifest in another process of this machine. */
    List<String> repeated() {
        List<String> arguments = new ArrayList<>();
        List<String> files = words.stream().filter(word -> !isAssignment(word)).toList();
        arguments.add(Path.of(file(files)).toAbsolutePath().toString());
        List<String> replaced = new ArrayList<>(assignments);
        words.stream().filter(this::isAssignment).forEach(replaced::add);
        if (seed != null) {
            replaced.add("seed=" + seed);
        }
        replaced.forEach(assignment -> arguments.addAll(List.of("--set", assignment)));
        return arguments;
    }

    /** Returns a file in the folder of the manifest. */
    Path beside(String name) {
        return Path.of(file(words.stream().filter(word -> !isAssignment(word)).toList()))
                .resolveSibling(name);
    }

    /**
     * Returns whether an argument is an assignment: in "--set a=1 b=2" the parser treats "b=2" as
     * an argument, but two assignments are meant.
     */
    private boolean isAssignment(String word) {
        return !assignments.isEmpty() && ASSIGNMENT.matcher(word).matches();
    }

    /**
     * Reads and checks the manifest, with the plugin versions of a lock if one is given.
     *
     * @throws SoraException with all problems of the manifest
     */
    Plan plan(Session session, Optional<Path> lock) {
        List<String> files = new ArrayList<>();
        List<String> replaced = new ArrayList<>(assignments);
        for (String word : words) {
            (isAssignment(word) ? replaced : files).add(word);
        }
        Path file = Path.of(file(files));
        for (String assignment : replaced) {
            if (!ASSIGNMENT.matcher(assignment).matches()) {
                throw new SoraException(
                        Problem.of("SORA-1004", "'%s' replaces nothing".formatted(assignment))
                                .where("--set " + assignment)
                                .needs("KEY=VALUE")
                                .fix("for example: --set training.epochs=1"));
            }
        }
        if (seed != null) {
            replaced.add("seed=" + seed);
        }
        replaced.addAll(more);
        session.warn(session.backend().host());
        Overrides overrides = new Overrides(replaced, session.environment());
        Sora sora = session.backend().sora();
        return lock.map(kept -> sora.plan(file, overrides, kept))
                .orElseGet(() -> sora.plan(file, overrides));
    }

    private static String file(List<String> files) {
        if (files.size() != 1) {
            throw new SoraException(
                    Problem.of("SORA-1005", "one manifest is taken at a time")
                            .needs("the name of one file")
                            .have(files.isEmpty() ? "none" : String.join(", ", files))
                            .fix("to replace values of the manifest: --set KEY=VALUE"));
        }
        return files.get(0);
    }
}
