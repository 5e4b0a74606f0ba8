// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.host.OfferedPlugin;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A host in a folder, with helpers for tests of its life cycle. */
final class HostBench implements AutoCloseable {

    final FelixHost host;
    private final Path cache;

    HostBench(Path folder, Path... jars) {
        cache = folder.resolve("cache");
        host = FelixHost.open(cache, "0.3.0");
        host.installAll(List.of(jars));
        host.start();
    }

    /** Writes a plugin with one type of the given name. */
    static Path jar(Path folder, String name, String version, String type) throws IOException {
        return TestBundle.named("test." + name, version)
                .body(name, "java.util.List.of(type(\"%s\"))".formatted(type))
                .writeTo(folder);
    }

    OfferedPlugin offer(String name) {
        List<OfferedPlugin> found =
                host.offers().stream().filter(it -> it.name().equals(name)).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    List<String> offers() {
        return host.offers().stream()
                .map(it -> it.name() + " " + it.version() + " " + types(it))
                .toList();
    }

    static String types(OfferedPlugin plugin) {
        return String.join(
                ",", plugin.types().stream().map(type -> type.descriptor().name()).toList());
    }

    /** Returns the number of bundles in the framework, by the folders that it keeps for them. */
    long bundles() throws IOException {
        try (Stream<Path> folders = Files.walk(cache, 2)) {
            return folders.filter(it -> it.getFileName().toString().matches("bundle[1-9]\\d*"))
                    .count();
        }
    }

    /** Waits until the class loaders are garbage-collected. */
    static void awaitCollection(WeakReference<?>... references) throws InterruptedException {
        for (int i = 0; i < 500; i++) {
            System.gc();
            if (Arrays.stream(references).allMatch(it -> it.refersTo(null))) {
                return;
            }
            Thread.sleep(20);
        }
        assertThat(Arrays.stream(references).map(WeakReference::get)).containsOnlyNulls();
    }

    @Override
    public void close() {
        host.close();
    }
}
