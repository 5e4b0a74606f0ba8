// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The packages of core are those that docs/architecture.md lists, in this order: each imports only
 * packages above it, so none depends on itself through others.
 */
final class TestPackages {

    private static final String ROOT = "dev.sora.core";
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path MAP = Path.of("../../docs/architecture.md");
    private static final int MOST_CLASSES = 30;
    private static final Pattern ROW = Pattern.compile("^\\| `([\\w.]+)` \\|", Pattern.MULTILINE);
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");
    private static final Pattern USE =
            Pattern.compile("\\b(dev\\.sora\\.core(?:\\.[a-z]\\w*)*)\\.[A-Z]");

    @Test
    void areThoseOfTheMap() throws IOException {
        assertThat(sources().keySet()).containsExactlyInAnyOrderElementsOf(map());
    }

    @Test
    void importOnlyPackagesAboveThemInTheMap() throws IOException {
        List<String> order = map();
        Set<String> refused = new TreeSet<>();
        for (Map.Entry<String, List<Path>> each : sources().entrySet()) {
            for (Path source : each.getValue()) {
                String code = COMMENT.matcher(Files.readString(source)).replaceAll("");
                Matcher uses = USE.matcher(code);
                while (uses.find()) {
                    if (order.indexOf(uses.group(1)) > order.indexOf(each.getKey())) {
                        refused.add(
                                "%s.%s uses %s"
                                        .formatted(
                                                each.getKey(),
                                                source.getFileName(),
                                                uses.group(1)));
                    }
                }
            }
        }

        assertThat(refused).isEmpty();
    }

    @Test
    void areSmallAndExplained() throws IOException {
        sources()
                .forEach(
                        (name, files) -> {
                            List<String> names =
                                    files.stream().map(f -> f.getFileName().toString()).toList();
                            assertThat(names).as(name).contains("package-info.java");
                            assertThat(names).as(name).hasSizeLessThanOrEqualTo(MOST_CLASSES + 1);
                        });
    }

    /** Returns the packages of the table in the section about them, from top to bottom. */
    private static List<String> map() throws IOException {
        String text = Files.readString(MAP);
        int begin = text.indexOf("## The packages of core");
        Matcher rows = ROW.matcher(text.substring(begin, text.indexOf("\n## ", begin + 1)));
        List<String> packages = new ArrayList<>();
        while (rows.find()) {
            String name = rows.group(1);
            packages.add(name.equals(ROOT) ? ROOT : ROOT + "." + name);
        }
        return packages;
    }

    private static Map<String, List<Path>> sources() throws IOException {
        Map<String, List<Path>> byPackage = new TreeMap<>();
        try (Stream<Path> all = Files.walk(SOURCES)) {
            for (Path file : all.filter(f -> f.toString().endsWith(".java")).toList()) {
                String name = SOURCES.relativize(file.getParent()).toString().replace('\\', '/');
                byPackage
                        .computeIfAbsent(name.replace('/', '.'), key -> new ArrayList<>())
                        .add(file);
            }
        }
        return byPackage;
    }
}
