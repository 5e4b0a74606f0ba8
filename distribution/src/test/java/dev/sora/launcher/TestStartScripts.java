// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The two start scripts do the same, as far as both can. */
final class TestStartScripts {

    private static final Path FOLDER = Path.of("src", "main", "dist", "bin");
    private static final Pattern OPTION =
            Pattern.compile(
                    "(?<=[\\s\"=])(-XX:[+-]?\\w+(?:=\\d+)?|-X\\w+:\\w+|-D[\\w.]+(?:=\\w+(?=[\\s\"]))?|--[\\w-]+=\\w+)");
    private static final Pattern MESSAGE =
            Pattern.compile("SORA-1901  [^\"\n]*|  (needs|fix)  +[^\"\n]*");

    private static String shell;
    private static String batch;

    @BeforeAll
    static void read() throws IOException {
        shell = Files.readString(FOLDER.resolve("sora"));
        batch = Files.readString(FOLDER.resolve("sora.bat"));
    }

    private static Set<String> all(Pattern pattern, String script) {
        Set<String> found = new TreeSet<>();
        Matcher each = pattern.matcher(script.replace("\r", ""));
        while (each.find()) {
            found.add(each.group().strip());
        }
        return found;
    }

    @Test
    void passTheSameOptions() {
        Set<String> options = all(OPTION, shell);
        // archives are written by a process in the background, which a batch file cannot start
        options.removeIf(option -> option.contains("Archive"));
        assertThat(options)
                .contains("-XX:+UseSerialGC", "-Xlog:disable", "-DDJL_CACHE_DIR", "-Dsora.install")
                .hasSizeGreaterThan(8);
        assertThat(all(OPTION, batch)).isEqualTo(options);
    }

    @Test
    void knowTheSameVerbsThatLast() {
        Set<String> lasting =
                Set.of(between(shell, "\n        train", ")").replace(" ", "").split("\\|"));
        assertThat(lasting).contains("evaluate", "serve");
        assertThat(Set.of(between(batch, "(train", ")").strip().split(" "))).isEqualTo(lasting);
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length() - "train".length();
        return text.substring(from, text.indexOf(end, from));
    }

    @Test
    void giveTheSameAdviceWithoutJava() {
        assertThat(all(MESSAGE, shell)).hasSize(3);
        assertThat(all(MESSAGE, batch)).isEqualTo(all(MESSAGE, shell));
    }

    @Test
    void setTheSameVariables() {
        for (String name : Set.of("OMP_WAIT_POLICY=PASSIVE", "GOMP_SPINCOUNT=100000")) {
            assertThat(shell).contains(name);
            assertThat(batch).contains(name);
        }
        for (String name : Set.of("SORA_HOME", "JAVA_HOME", "JAVA_OPTS", "SORA_JAVA_OPTS")) {
            assertThat(shell).containsPattern("\\$\\{?" + name);
            assertThat(batch).contains("%" + name + "%");
        }
    }

    @Test
    void theBatchFileHasTheLinesOfWindows() {
        // labels are not found reliably in a file with the lines of Unix
        assertThat(batch.replace("\r\n", "")).doesNotContain("\n", "\r");
    }

    /**
     * Windows replaces variables before it matches parentheses: a value such as {@code C:\\Program
     * Files (x86)\\Java} would end a block, unless it is within quotes.
     */
    @Test
    void noValueEndsABlockOfTheBatchFile() {
        batch.replace("\r", "")
                .lines()
                .filter(line -> line.startsWith("    "))
                .forEach(
                        line -> {
                            boolean quoted = false;
                            for (int i = 0; i < line.length(); i++) {
                                quoted ^= line.charAt(i) == '"';
                                boolean variable =
                                        line.charAt(i) == '%'
                                                && line.charAt(Math.max(0, i - 1)) != '%'
                                                && !line.startsWith("%%", i);
                                assertThat(variable && !quoted).as(line).isFalse();
                            }
                        });
    }
}
