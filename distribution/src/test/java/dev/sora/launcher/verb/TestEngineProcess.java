// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.EngineException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that tests an engine may end in any way; this one continues and says how. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the processes are scripts for POSIX shells")
final class TestEngineProcess {

    private static Map<String, String> run(String script) throws IOException {
        return EngineProcess.test(List.of("sh", "-c", script), "gpu", Map.of("libtorch", "/a b"));
    }

    @Test
    void returnsFactsAndPassesSettings() throws IOException {
        // the shell counts the first word after the script as its name
        assertThat(run("echo '{\"facts\": {\"device\": \"gpu 0\", \"threads\": 2}}'"))
                .isEqualTo(Map.of("device", "gpu 0", "threads", "2"));
        assertThat(run("printf '{\"facts\": {\"words\": \"%s\"}}' \"$0 $1 $2 $3 $4 $5\""))
                .containsEntry("words", "engine test gpu --json --set libtorch=/a b");
    }

    @Test
    void reportsTheProblemOfTheProcess() {
        String problem = "{\"problems\": [{\"code\": \"SORA-5118\", \"message\": \"no GPU\"}]}";

        assertThatThrownBy(() -> run("echo '" + problem + "'; exit 6"))
                .isInstanceOf(EngineException.class)
                .hasMessage("SORA-5118  no GPU");
    }

    /** Native code that does not fit aborts, is killed, or prints something else. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo terminate called >&2; kill -ABRT $$ | exit status 134: terminate called",
                "kill -KILL $$ | exit status 137",
                "echo '{\"facts\": {' | exit status 0",
                "echo warning: libcuda; exit 1 | exit status 1",
                "exit 3 | exit status 3",
                "echo '{\"facts\": {}}'; kill -SEGV $$ | exit status 139",
                "echo '{\"facts\": {}}'; echo at exit >&2; exit 1 | exit status 1: at exit"
            })
    void reportsAProcessThatEndsWithoutAResult(String script, String have) {
        assertThatThrownBy(() -> run(script))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll(
                        "SORA-5125  the process that tested the engine 'gpu' ended without",
                        "have   " + have,
                        "sora engine test gpu");
    }

    /** Threads of a driver that never end keep a process alive after its work. */
    @Test
    void reportsAProcessThatDoesNotEndAfterItsResult() {
        List<String> start = List.of("sh", "-c", "echo '{\"facts\": {}}'; exec sleep 60");

        assertThatThrownBy(() -> EngineProcess.test(start, "gpu", Map.of(), 1))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("SORA-5125", "have   it did not end");
    }
}
