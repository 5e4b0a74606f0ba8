// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.packaging.Digests;
import dev.sora.core.packaging.Lock;
import dev.sora.core.plan.Plan;
import dev.sora.engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Notes all that a training depended on. */
final class LockMaker {

    private LockMaker() {}

    static Lock of(
            Plan plan,
            Engine engine,
            Map<String, List<Path>> files,
            Map<String, Map<String, Long>> skipped) {
        Map<String, String> java = new LinkedHashMap<>();
        java.put("version", System.getProperty("java.version"));
        java.put("vendor", System.getProperty("java.vendor"));
        java.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        List<Lock.Plugin> plugins =
                plan.plugins().stream()
                        .map(p -> new Lock.Plugin(p.name(), p.version(), digest(p.location())))
                        .toList();
        List<Lock.DataFile> data =
                files.values().stream()
                        .flatMap(Collection::stream)
                        .distinct()
                        .map(LockMaker::dataFile)
                        .toList();
        int threads = threads(engine.facts().getOrDefault("threads", ""));
        return new Lock(
                SoraVersion.get(),
                java,
                engine.facts(),
                plugins,
                data,
                skipped,
                plan.seed(),
                threads);
    }

    private static Lock.DataFile dataFile(Path file) {
        // a training must not be lost because its data is gone by now
        return Files.isRegularFile(file)
                ? Lock.DataFile.of(file.toString(), file)
                : new Lock.DataFile(file.toString(), 0, "");
    }

    /** Facts are texts of the engine's own: a training must not be lost over one. */
    private static int threads(String fact) {
        return fact.matches("\\d{1,9}") ? Integer.parseInt(fact) : 0;
    }

    private static String digest(String location) {
        Path jar = Path.of(location);
        return Files.isRegularFile(jar) ? Digests.sha256(jar) : "";
    }
}
