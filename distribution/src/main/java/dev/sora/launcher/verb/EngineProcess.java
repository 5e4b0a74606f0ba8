// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.io.Json;
import dev.sora.launcher.search.ChildCommand;
import dev.sora.launcher.show.Tree;
import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Tests an engine in a process of its own: native code that does not fit may end a process, and
 * that of one engine excludes every other.
 */
final class EngineProcess {

    /** The first start on a new device may compile kernels. */
    private static final int SECONDS = 300;

    private static final long MOST_BYTES = 1 << 20;

    private EngineProcess() {}

    /**
     * Starts an engine, computes with it, and returns the facts that it reports.
     *
     * @throws SoraException with the problem of that process, or if it ends without a result
     */
    static Map<String, String> test(String engine, Map<String, Object> settings)
            throws IOException {
        return test(ChildCommand.start(), engine, settings);
    }

    static Map<String, String> test(List<String> start, String engine, Map<String, Object> settings)
            throws IOException {
        return test(start, engine, settings, SECONDS);
    }

    static Map<String, String> test(
            List<String> start, String engine, Map<String, Object> settings, int seconds)
            throws IOException {
        List<String> command = new ArrayList<>(start);
        command.addAll(List.of("engine", "test", engine, "--json"));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        Path result = Files.createTempFile("sora-engine", ".json");
        Path log = Files.createTempFile("sora-engine", ".log");
        try {
            Process child =
                    new ProcessBuilder(command)
                            .redirectOutput(result.toFile())
                            .redirectError(log.toFile())
                            .start();
            try {
                child.getOutputStream().close();
                boolean ended = child.waitFor(seconds, TimeUnit.SECONDS);
                return facts(
                        engine,
                        result,
                        ended ? "exit status " + child.exitValue() : "it did not end",
                        ended && child.exitValue() == 0,
                        lastLine(log));
            } finally {
                child.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(failed(engine, "it was interrupted", ""));
        } finally {
            Files.deleteIfExists(result);
            Files.deleteIfExists(log);
        }
    }

    /**
     * Returns the facts that the process printed.
     *
     * @param passed whether it ended as it does after a test that has passed: native code may also
     *     abort, or wait forever, after that
     */
    private static Map<String, String> facts(
            String engine, Path result, String status, boolean passed, String said)
            throws IOException {
        if (Files.size(result) > 0 && Files.size(result) <= MOST_BYTES) {
            Map<String, Object> tree = read(result);
            List<Problem> problems = Tree.readProblems(tree);
            if (!problems.isEmpty()) {
                throw new EngineException(problems.get(0));
            }
            if (passed && tree.get("facts") instanceof Map<?, ?> found) {
                Map<String, String> facts = new LinkedHashMap<>();
                found.forEach((name, value) -> facts.put((String) name, String.valueOf(value)));
                return facts;
            }
        }
        throw new EngineException(failed(engine, status, said));
    }

    private static Map<String, Object> read(Path result) throws IOException {
        try {
            return Json.readObject(Files.readString(result), "the result");
        } catch (SoraException e) {
            // the process ended while it printed
            return Map.of();
        }
    }

    private static Problem failed(String engine, String status, String said) {
        return Problem.of(
                        "SORA-5125",
                        "the process that tested the engine '%s' ended without a result"
                                .formatted(engine))
                .have(said.isEmpty() ? status : status + ": " + said)
                .fix(
                        "its native libraries do not fit together or not this machine; 'sora"
                                + " engine test "
                                + engine
                                + "' shows what they print");
    }

    private static String lastLine(Path log) throws IOException {
        if (Files.size(log) > MOST_BYTES) {
            return "";
        }
        List<String> lines =
                new String(Files.readAllBytes(log), java.nio.charset.StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
    }
}
