// SPDX-License-Identifier: Apache-2.0
package dev.sora.api;

import static aQute.bnd.service.diff.Delta.MAJOR;
import static aQute.bnd.service.diff.Delta.MINOR;
import static aQute.bnd.service.diff.Delta.UNCHANGED;
import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.Baseline.Info;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.FileResource;
import aQute.bnd.osgi.Instructions;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each package is versioned as, and what its changes since the last release demand. */
final class TestBaseline {

    private static final Path RELEASE = Path.of(System.getProperty("sora.baseline"));
    private static final Path CLASSES = Path.of(System.getProperty("sora.classes"));
    private static final Path SOURCES = Path.of(System.getProperty("sora.sources"));

    @TempDir private Path folder;

    private static Set<Info> compare(Jar newer, Jar older) throws Exception {
        try (Processor processor = new Processor()) {
            return new Baseline(processor, new DiffPluginImpl())
                    .baseline(newer, older, new Instructions("*"));
        }
    }

    /** Says to a person what to do. */
    /** Its interfaces extend those of other packages, so a change of these is one of its own. */
    private static final String EXTENDING = "dev.sora.generation";

    @Test
    void everyPackageHasTheVersionThatItsChangesDemand() throws Exception {
        try (Jar now = new Jar(CLASSES.toFile());
                Jar release = new Jar(RELEASE.toFile())) {
            String wrong =
                    compare(now, release).stream()
                            .filter(info -> info.mismatch)
                            .map(TestBaseline::explain)
                            .collect(Collectors.joining("\n"));
            assertThat(wrong).as("compared with " + RELEASE.getFileName()).isEmpty();
        }
    }

    private static String explain(Info info) {
        return """
                package %s changed (%s) since the release, in which it was %s, and says it is %s:
                  %s
                  write @Version("%s") in its package-info.java and a line in docs/migration.md%s
                """
                .formatted(
                        info.packageName,
                        info.packageDiff.getDelta(),
                        info.olderVersion,
                        info.newerVersion,
                        changes(info.packageDiff, "").collect(Collectors.joining("\n  ")),
                        info.suggestedVersion,
                        info.packageDiff.getDelta() == MAJOR
                                ? "; every plugin that uses it must be built again, so rather keep"
                                        + " what was there, or make a new method a default one"
                                : "");
    }

    /** Returns the innermost elements that changed. */
    private static Stream<String> changes(Diff diff, String place) {
        List<? extends Diff> changed =
                diff.getChildren().stream()
                        .filter(child -> child.getDelta() != UNCHANGED)
                        .filter(child -> child.getDelta() != Delta.IGNORED)
                        .toList();
        String name = place + diff.getName();
        return changed.isEmpty()
                ? Stream.of(diff.getDelta() + ": " + name)
                : changed.stream().flatMap(child -> changes(child, name + " "));
    }

    @Test
    void nothingIsDemandedWhereNothingChanged() throws Exception {
        assertThat(demanded("particle", "Particle", " ", " ")).isEqualTo(UNCHANGED);
    }

    @Test
    void aMethodThatIsTakenAwayDemandsAMajorVersion() throws Exception {
        assertThat(
                        demanded(
                                "particle",
                                "Particle",
                                "Signal forward(List<Signal> inputs, Pass pass);",
                                ""))
                .isEqualTo(MAJOR);
    }

    @Test
    void aMethodThatPluginsMustImplementDemandsAMajorVersion() throws Exception {
        assertThat(
                        demanded(
                                "particle",
                                "Particle",
                                "Signal forward(",
                                "Signal warm(Signal input);\n    Signal forward("))
                .isEqualTo(MAJOR);
    }

    @Test
    void aDefaultMethodDemandsAMinorVersion() throws Exception {
        assertThat(
                        demanded(
                                "particle",
                                "Particle",
                                "Signal forward(",
                                "default Signal warm(Signal input) { return input; }\n"
                                        + "    Signal forward("))
                .isEqualTo(MINOR);
    }

    @Test
    void aMethodThatPluginsOnlyCallDemandsAMinorVersion() throws Exception {
        assertThat(
                        demanded(
                                "particle",
                                "Pass",
                                "PassMode mode();",
                                "PassMode mode();\n    boolean warming();"))
                .isEqualTo(MINOR);
    }

    @Test
    void aVersionThatIsTooLowIsSaid() throws Exception {
        Set<Info> compared =
                changed(
                        "particle",
                        "Particle",
                        "Signal forward(List<Signal> inputs, Pass pass);",
                        "");

        assertThat(compared)
                .filteredOn(info -> info.mismatch && !info.packageName.equals(EXTENDING))
                .singleElement()
                .extracting(TestBaseline::explain)
                .asString()
                .startsWith("package dev.sora.particle changed (MAJOR)")
                .contains("REMOVED: ", "forward(java.util.List,dev.sora.particle.Pass)")
                .contains("write @Version(\"3.0.0\") in its package-info.java");
    }

    /** Returns what a change of one source demands of its package, beside no change at all. */
    private Delta demanded(String topic, String type, String text, String other) throws Exception {
        Set<Info> compared = changed(topic, type, text, other);
        assertThat(compared)
                .filteredOn(info -> !info.packageName.equals("dev.sora." + topic))
                .filteredOn(info -> !info.packageName.equals(EXTENDING))
                .allMatch(info -> info.packageDiff.getDelta() == UNCHANGED);
        return compared.stream()
                .filter(info -> info.packageName.equals("dev.sora." + topic))
                .map(info -> info.packageDiff.getDelta())
                .findFirst()
                .orElseThrow();
    }

    /** Compares the classes of this build with themselves, but for one that is compiled anew. */
    private Set<Info> changed(String topic, String type, String text, String other)
            throws Exception {
        String path = "dev/sora/%s/%s".formatted(topic, type);
        String source = Files.readString(SOURCES.resolve(path + ".java"));
        assertThat(source).contains(text);
        compile(path, source.replaceFirst(Pattern.quote(text), other));
        try (Jar now = new Jar(CLASSES.toFile());
                Jar before = new Jar(CLASSES.toFile())) {
            now.putResource(
                    path + ".class", new FileResource(folder.resolve(path + ".class").toFile()));
            return compare(now, before);
        }
    }

    private void compile(String path, String source) throws IOException {
        Path file = folder.resolve("src").resolve(path + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of(
                            "-proc:none",
                            "-nowarn",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "-d",
                            folder.toString());
            boolean done =
                    compiler.getTask(
                                    said,
                                    files,
                                    null,
                                    options,
                                    null,
                                    files.getJavaFileObjects(file))
                            .call();
            assertThat(done).as(said.toString()).isTrue();
        }
    }
}
