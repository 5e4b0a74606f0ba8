// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.lock;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.io.Digests;
import dev.sora.problem.SoraException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The digests of the jars of plugins, computed once, when a run first uses them: a jar may be
 * replaced while its plugin is still in use.
 */
public final class PluginDigests {

    private static final Logger LOG = LoggerFactory.getLogger(PluginDigests.class);

    private final Map<OfferedPlugin, FutureTask<String>> known = new WeakHashMap<>();

    /** Starts to compute missing digests on a separate thread, and returns at once. */
    public synchronized void begin(Collection<OfferedPlugin> plugins) {
        List<FutureTask<String>> tasks = new ArrayList<>();
        for (OfferedPlugin plugin : plugins) {
            known.computeIfAbsent(
                    plugin,
                    p -> {
                        String location = p.location();
                        FutureTask<String> task = new FutureTask<>(() -> digest(location));
                        tasks.add(task);
                        return task;
                    });
        }
        if (!tasks.isEmpty()) {
            Thread thread = new Thread(() -> tasks.forEach(FutureTask::run), "sora-digests");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Returns the digest of a plugin's jar; empty if it is not in a jar. */
    String of(OfferedPlugin plugin) {
        begin(List.of(plugin));
        FutureTask<String> task;
        synchronized (this) {
            task = known.get(plugin);
        }
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedRunException("stopped while plugins are read");
        } catch (ExecutionException | CancellationException e) {
            // a training must not be lost because a jar can no longer be read
            LOG.warn("the jar of plugin '{}' cannot be read", plugin.name(), e);
            return "";
        }
    }

    private static String digest(String location) {
        try {
            Path jar = Path.of(location);
            return Files.isRegularFile(jar) ? Digests.sha256(jar) : "";
        } catch (InvalidPathException | SoraException e) {
            LOG.debug("no digest of {}", location, e);
            return "";
        }
    }
}
