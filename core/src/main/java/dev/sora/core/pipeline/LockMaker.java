// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.packaging.Digests;
import dev.sora.core.packaging.Lock;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Planned;
import dev.sora.engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
                used(plan).stream()
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

    /** The plugins whose types the plan uses. */
    static Set<OfferedPlugin> used(Plan plan) {
        Set<OfferedPlugin> plugins = new LinkedHashSet<>();
        List<Planned<?>> all = new ArrayList<>();
        all.add(plan.engine());
        plan.data().train().ifPresent(source -> all.add(source.planned()));
        plan.data().validation().ifPresent(source -> all.add(source.planned()));
        plan.data().test().ifPresent(source -> all.add(source.planned()));
        for (Node node : plan.nodes()) {
            all.add(node.planned());
            if (node instanceof Node.Output output) {
                output.metrics().forEach(metric -> all.add(metric.planned()));
            }
        }
        all.add(plan.training().optimiser());
        plan.training().schedule().ifPresent(all::add);
        all.forEach(planned -> plugins.add(planned.plugin()));
        return plugins;
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
