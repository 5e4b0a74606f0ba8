// SPDX-License-Identifier: Apache-2.0
package dev.sora.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules are in the folders that docs/architecture.md names, and import only what it allows. */
final class TestLayout {

    private static final Path ROOT = Path.of("").toAbsolutePath().resolve("../../..").normalize();
    private static final String SERVICE =
            "src/main/resources/META-INF/services/dev.sora.plugin.SoraPlugin";
    private static final Pattern IMPORT =
            Pattern.compile(
                    "^import (?:static )?((?:dev\\.sora|com\\.google\\.inject|org\\.osgi"
                            + "\\.framework|org\\.apache\\.felix)\\.[\\w.]+)",
                    Pattern.MULTILINE);

    @Test
    void pluginsHoldPluginsAndTheKit() throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.list(ROOT.resolve("plugins"))) {
            folders = all.filter(folder -> Files.exists(folder.resolve("pom.xml"))).toList();
        }

        assertThat(folders).hasSizeGreaterThan(5);
        for (Path folder : folders) {
            assertThat(Files.exists(folder.resolve(SERVICE)))
                    .as("%s offers types, by %s", folder.getFileName(), SERVICE)
                    .isEqualTo(!folder.getFileName().toString().equals("kit"));
        }
    }

    /** Folder, artifact, bundle and package of a module have one name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plugins/detection",
                "plugins/engine-cpu",
                "plugins/engine-gpu",
                "plugins/generative",
                "plugins/kit/checks",
                "plugins/kit/layers",
                "plugins/kit/pytorch",
                "plugins/kit/reading",
                "plugins/kit/testkit",
                "plugins/nlp",
                "plugins/pretrained",
                "plugins/recommender",
                "plugins/samples",
                "plugins/sql",
                "plugins/standard",
                "plugins/table",
                "plugins/vision"
            })
    void modulesHaveOneName(String module) throws IOException {
        Path folder = ROOT.resolve(module);
        String name = folder.getFileName().toString();
        String own = "dev.sora." + name.replace('-', '.');
        // 'checks' alone would not tell an author what is checked
        String artifact = name.equals("checks") ? "sora-plugin-checks" : "sora-" + name;

        assertThat(Files.readString(folder.resolve("pom.xml")))
                .contains("\n  <artifactId>" + artifact + "</artifactId>\n");
        if (Files.exists(folder.resolve("bnd.bnd"))) {
            assertThat(Files.readAllLines(folder.resolve("bnd.bnd")))
                    .contains("Bundle-SymbolicName: " + own);
        }
        assertThat(packages(folder.resolve("src/main/java")))
                .contains(own)
                .allMatch(each -> each.equals(own) || each.startsWith(own + ".") || isDjls(each));
    }

    @Test
    void everyPackageIsExplained() throws IOException {
        List<Path> modules = new ArrayList<>();
        for (String top : List.of("api", "core", "distribution", "plugins")) {
            try (Stream<Path> poms = Files.walk(ROOT.resolve(top), 3)) {
                poms.filter(file -> file.endsWith("pom.xml"))
                        .map(pom -> pom.resolveSibling("src/main/java"))
                        .filter(Files::exists)
                        .forEach(modules::add);
            }
        }
        Set<String> silent = new TreeSet<>();
        for (Path sources : modules) {
            for (String name : packages(sources)) {
                if (!Files.exists(
                        sources.resolve(name.replace('.', '/')).resolve("package-info.java"))) {
                    silent.add(name);
                }
            }
        }

        assertThat(modules).hasSizeGreaterThan(12);
        assertThat(silent).isEmpty();
    }

    /** The packages of the test kit, and what none of their files imports. */
    @ParameterizedTest
    @CsvSource({
        "check, 'dev.sora.testkit.[A-Z] dev.sora.testkit.host'",
        "host, 'dev.sora.testkit.[A-Z] dev.sora.testkit.check'",
        "trial, 'dev.sora.testkit.[A-Z] dev.sora.testkit.check dev.sora.testkit.host'"
    })
    void partsOfTheTestKitDoNotKnowItsContracts(String part, String never) throws IOException {
        Path folder = ROOT.resolve("plugins/kit/testkit/src/main/java/dev/sora/testkit/" + part);
        List<String> refused = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                for (String each : never.split(" ")) {
                    if (Pattern.compile("^import (static )?" + each, Pattern.MULTILINE)
                            .matcher(text)
                            .find()) {
                        refused.add(file.getFileName() + " imports " + each);
                    }
                }
            }
        }

        assertThat(refused).isEmpty();
    }

    /** A class of DJL that the engine replaces must be in DJL's package. */
    private static boolean isDjls(String name) {
        return name.equals("ai.djl.pytorch.engine");
    }

    private static Set<String> packages(Path sources) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> all = Files.walk(sources)) {
            for (Path file : all.filter(f -> f.toString().endsWith(".java")).toList()) {
                Path folder = sources.relativize(file).getParent();
                names.add(folder.toString().replace(file.getFileSystem().getSeparator(), "."));
            }
        }
        return names;
    }

    /**
     * The packages of each module, and the packages of Sora and of containers that it may import.
     */
    @ParameterizedTest
    @CsvSource({
        "api, dev.sora, 'dev.sora.core dev.sora.container dev.sora.launcher com.google org.osgi org.apache'",
        "core/runtime, dev.sora.core, 'dev.sora.container dev.sora.launcher org.osgi org.apache'",
        "core/container, dev.sora.container, 'dev.sora.launcher com.google'",
        "distribution, dev.sora.launcher, 'com.google org.osgi org.apache'",
        "plugins/kit/layers, dev.sora.layers, 'dev.sora.core dev.sora.container com.google org.osgi'",
        "plugins/kit/pytorch, dev.sora.pytorch, 'dev.sora.core dev.sora.container com.google org.osgi'",
        "plugins/kit/reading, dev.sora.reading, 'dev.sora.core dev.sora.container com.google org.osgi'",
        "plugins/kit/testkit, dev.sora.testkit, 'dev.sora.launcher com.google'",
        "plugins/table, dev.sora.table, 'dev.sora.core dev.sora.container com.google org.osgi'",
        "plugins/engine-cpu, dev.sora.engine.cpu, 'dev.sora.core dev.sora.container com.google org.osgi'",
        "plugins/engine-gpu, dev.sora.engine.gpu, 'dev.sora.core dev.sora.container com.google org.osgi'",
        "plugins/generative, dev.sora.generative, 'dev.sora.core dev.sora.container com.google org.osgi'",
        "plugins/graphs, dev.sora.graphs, 'dev.sora.core dev.sora.container com.google org.osgi'",
        "plugins/nlp, dev.sora.nlp, 'dev.sora.core dev.sora.container com.google org.osgi'",
        "plugins/pretrained, dev.sora.pretrained, 'dev.sora.core dev.sora.container com.google.inject org.osgi'",
        "plugins/recommender, dev.sora.recommender, 'dev.sora.core dev.sora.container com.google org.osgi'",
        "plugins/samples, dev.sora.samples, 'dev.sora.core dev.sora.container com.google org.osgi'",
        "plugins/search, dev.sora.strategies, 'dev.sora.core dev.sora.container com.google org.osgi'",
        "plugins/seq2seq, dev.sora.seq2seq, 'dev.sora.core dev.sora.container com.google org.osgi'",
        "plugins/series, dev.sora.series, 'dev.sora.core dev.sora.container com.google org.osgi'",
        "plugins/similarity, dev.sora.similarity, 'dev.sora.core dev.sora.container com.google org.osgi'",
        "plugins/sound, dev.sora.sound, 'dev.sora.core dev.sora.container com.google org.osgi'",
        "plugins/sql, dev.sora.sql, 'dev.sora.core dev.sora.container com.google org.osgi'",
        "plugins/standard, dev.sora.standard, 'dev.sora.core dev.sora.container com.google org.osgi'",
        "plugins/vision, dev.sora.vision, 'dev.sora.core dev.sora.container com.google org.osgi'"
    })
    void modulesImportWhatTheyMay(String module, String own, String never) throws IOException {
        Set<String> refused = new TreeSet<>();
        int files = 0;
        try (Stream<Path> sources = Files.walk(ROOT.resolve(module + "/src/main/java"))) {
            for (Path source : sources.filter(f -> f.toString().endsWith(".java")).toList()) {
                files++;
                Matcher imports = IMPORT.matcher(Files.readString(source));
                while (imports.find()) {
                    String name = imports.group(1);
                    if (!name.startsWith(own + ".") && isOf(name, never, module)) {
                        refused.add(source.getFileName() + " imports " + name);
                    }
                }
            }
        }

        assertThat(files).isPositive();
        assertThat(refused).isEmpty();
    }

    private static boolean isOf(String name, String packages, String module) {
        for (String each : packages.split(" ")) {
            if (name.startsWith(each + ".")) {
                return true;
            }
        }
        // no plugin imports another
        return module.startsWith("plugins/")
                && !module.startsWith("plugins/kit")
                && Stream.of(
                                "table",
                                "engine.cpu",
                                "engine.gpu",
                                "graphs",
                                "nlp",
                                "pretrained",
                                "recommender",
                                "samples",
                                "seq2seq",
                                "series",
                                "similarity",
                                "sound",
                                "strategies",
                                "sql",
                                "standard",
                                "vision")
                        .anyMatch(plugin -> name.startsWith("dev.sora." + plugin + "."));
    }
}
