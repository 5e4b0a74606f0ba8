// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.launcher.show.Words;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Facts about the folders that Sora reads and writes. */
final class Folders {

    private static final String DATA = "SORA_DATA_HOME";

    private Folders() {}

    static Map<String, String> facts(Session session, List<Problem> problems) {
        Map<String, String> facts = new LinkedHashMap<>();
        Path home = session.backend().soraHome();
        facts.put("SORA_HOME", home + writable(home, problems));
        Path cache = home.resolve("cache");
        facts.put("cache", cache + (Files.isDirectory(cache) ? ", " + size(cache) : ", empty"));
        String natives = System.getProperty("DJL_CACHE_DIR", "");
        if (!natives.isEmpty()) {
            facts.put("natives", natives);
        }
        facts.put(DATA, data(session.environment().getOrDefault(DATA, ""), problems));
        for (Path folder : session.backend().pluginFolders()) {
            facts.merge("plugins", folder.toString(), (one, other) -> one + ", " + other);
        }
        return facts;
    }

    private static String writable(Path home, List<Problem> problems) {
        try {
            Files.createDirectories(home);
            Path probe = Files.createTempFile(home, ".doctor", "");
            Files.delete(probe);
            return ", %s free".formatted(Words.size(Files.getFileStore(home).getUsableSpace()));
        } catch (IOException e) {
            problems.add(
                    Problem.of("SORA-3100", "the folder for caches cannot be written")
                            .where(home.toString())
                            .have(e.getClass().getSimpleName() + ": " + e.getMessage())
                            .fix("set SORA_HOME to a writable folder"));
            return ", cannot be written";
        }
    }

    private static String data(String named, List<Problem> problems) {
        if (named.isEmpty()) {
            return "not set";
        }
        if (!Files.isDirectory(Path.of(named))) {
            problems.add(
                    Problem.of("SORA-4704", "the folder of data sets does not exist")
                            .where(DATA + "=" + named)
                            .fix("set " + DATA + " to the folder that holds the data sets"));
            return named + ", not there";
        }
        return named;
    }

    private static String size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return Words.size(files.mapToLong(Folders::length).sum());
        } catch (IOException | UncheckedIOException e) {
            return "cannot be read";
        }
    }

    private static long length(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            // Another process deletes its files in the cache.
            return 0;
        }
    }
}
