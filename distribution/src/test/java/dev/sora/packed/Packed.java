// SPDX-License-Identifier: Apache-2.0
package dev.sora.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the distribution as users do: in separate processes. */
final class Packed {

    static final long PATIENCE_SECONDS = 240;

    /** The exit status and output of a call. */
    record Outcome(int status, String out, String err) {}

    private final Path folder;
    private final Path work;
    private final Map<String, String> environment = new HashMap<>();

    /**
     * Unpacks the distribution, for a home with the native libraries that the build has unpacked.
     *
     * @param work the folder to unpack to and to run in
     */
    Packed(Path work) throws IOException {
        this(work, work.resolve("sora"));
        linkNatives(work.resolve("home"));
    }

    /**
     * Unpacks the distribution, for a machine on which it has never run: the first start of the
     * engine unpacks 400 MB of native libraries.
     *
     * @param work the folder to unpack to and to run in
     */
    static Packed onNewMachine(Path work) throws IOException {
        return new Packed(work, work.resolve("sora"));
    }

    private Packed(Path work, Path folder) throws IOException {
        this.work = work;
        this.folder = folder;
        link(Path.of(System.getProperty("sora.folder")), folder);
    }

    /** Gives a home the native libraries that the build has unpacked, if it has. */
    static void linkNatives(Path home) throws IOException {
        Path natives = Path.of(System.getProperty("DJL_CACHE_DIR"));
        if (Files.isDirectory(natives)) {
            link(natives, home.resolve("cache/natives"));
        }
    }

    /** Links the files of a folder: they have hundreds of megabytes, so they are not copied. */
    static void link(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path entry : (Iterable<Path>) all::iterator) {
                Path target = to.resolve(from.relativize(entry).toString());
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(target);
                } else {
                    Files.createLink(target, entry);
                }
            }
        }
    }

    Path folder() {
        return folder;
    }

    /** Sets a variable for the next calls, or removes it. */
    void set(String variable, String value) {
        if (value.isEmpty()) {
            environment.remove(variable);
        } else {
            environment.put(variable, value);
        }
    }

    Outcome run(String... words) throws Exception {
        Path out = Files.createTempFile(work, "out", "");
        Path err = Files.createTempFile(work, "err", "");
        Process process = start(out, err, words);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    Process start(Path out, Path err, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(folder.resolve("bin/sora").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(work.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_OPTS", "SORA_JAVA_OPTS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SORA_HOME", work.resolve("home").toString());
        builder.environment().put("SORA_CDS", "off");
        // Other processes of the build need the cores too, so threads must not spin.
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        builder.environment().putAll(environment);
        return builder.start();
    }
}
