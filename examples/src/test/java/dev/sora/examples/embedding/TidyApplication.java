// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.embedding;

import dev.sora.embedded.EmbeddedSora;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Uses Sora in both modes, from the first class of it on, and prints what is left after it is
 * closed.
 */
final class TidyApplication {

    /**
     * What is not Sora's: threads and properties of the JVM, and of JNA, which an application may
     * use itself and which stays loaded.
     */
    private static final Pattern OTHERS =
            Pattern.compile(
                    "ForkJoinPool\\.commonPool.*|process reaper|Attach Listener|JNA Cleaner"
                            + "|user\\.timezone|jna\\..*|jnidispatch\\.path");

    private TidyApplication() {}

    /** Takes a model package. */
    public static void main(String[] args) throws Exception {
        Map<String, String> properties = properties();
        Set<Thread> threads = Set.copyOf(Thread.getAllStackTraces().keySet());
        Set<String> files = temporaryFiles();
        Path model = Path.of(args[0]);
        try (EmbeddedSora isolated = EmbeddingLab.isolated().build();
                EmbeddedSora flat = EmbeddingLab.flat().build()) {
            if (EmbeddingLab.answers(isolated, model).isEmpty()
                    || EmbeddingLab.answers(flat, model).isEmpty()) {
                throw new IllegalStateException("nothing was predicted");
            }
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!since(threads).isEmpty() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        since(threads).forEach(name -> System.out.println("thread " + name));
        print("property ", properties, properties());
        temporaryFiles().stream()
                .filter(file -> !files.contains(file))
                .forEach(file -> System.out.println("file " + file));
    }

    private static List<String> since(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> !OTHERS.matcher(name).matches())
                .toList();
    }

    private static Map<String, String> properties() {
        Properties all = System.getProperties();
        return all.stringPropertyNames().stream()
                .collect(
                        Collectors.toMap(
                                name -> name, all::getProperty, (a, b) -> a, TreeMap::new));
    }

    private static void print(String what, Map<String, String> before, Map<String, String> after) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            if (!Objects.equals(before.get(name), after.get(name))
                    && !OTHERS.matcher(name).matches()) {
                System.out.println(what + name + "=" + after.get(name));
            }
        }
    }

    private static Set<String> temporaryFiles() throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
