// SPDX-License-Identifier: Apache-2.0
package dev.sora.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The poms that plugin authors inherit do not have the parent of Sora, so they repeat its content.
 */
final class TestKitPoms {

    private static final Path ROOT = Path.of("").toAbsolutePath().resolve("../../..").normalize();
    private static final Pattern ARTIFACT =
            Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>([0-9][^<]*)</version>");
    private static final Pattern PROPERTY =
            Pattern.compile("<((?:bnd|junit)\\.version)>([^<]+)</\\1>");
    private static final Pattern OURS =
            Pattern.compile("<artifactId>sora-[a-z-]+</artifactId>\\s*<version>([^<]+)</version>");

    /** Modules that are internal to Sora, or that plugins do not depend on. */
    private static final List<String> INNER = List.of("archetype", "bom", "checks", "parent");

    @ParameterizedTest
    @ValueSource(strings = {"plugins/kit/bom/pom.xml", "plugins/kit/parent/pom.xml"})
    void nameTheVersionsOfTheBuild(String pom) throws IOException {
        Map<String, String> build = versions(ROOT.resolve("pom.xml"));
        Map<String, String> kit = versions(ROOT.resolve(pom));

        assertThat(kit).isNotEmpty();
        kit.forEach((name, version) -> assertThat(build.get(name)).as(name).isEqualTo(version));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "examples/faulty-builds/api-of-tomorrow/pom.xml",
                "examples/faulty-builds/no-service-file/pom.xml",
                "examples/faulty-builds/undeclared-package/pom.xml",
                "examples/faulty-builds/wrong-scope/pom.xml",
                "examples/faulty-builds/wrong-service-file/pom.xml",
                "examples/third-party-particle/pom.xml",
                "examples/third-party-source/pom.xml",
                "examples/third-party-winds/pom.xml",
                "plugins/kit/bom/pom.xml",
                "plugins/kit/parent/pom.xml"
            })
    void areOfTheVersionThatIsBuilt(String pom) throws IOException {
        Matcher own = OURS.matcher(Files.readString(ROOT.resolve(pom)));

        assertThat(own.find()).isTrue();
        assertThat(own.group(1)).isEqualTo(version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/write-a-plugin.md"})
    void areNamedInTheirVersion(String document) throws IOException {
        assertThat(Files.readString(ROOT.resolve(document)))
                .contains("-DarchetypeVersion=" + version());
    }

    @Test
    void listEveryPluginInTheBom() throws IOException {
        String bom = Files.readString(ROOT.resolve("plugins/kit/bom/pom.xml"));
        List<String> names = new ArrayList<>(modules("plugins"));
        names.remove("kit");
        names.addAll(modules("plugins/kit"));
        names.removeAll(INNER);

        assertThat(names).contains("standard", "testkit");
        for (String name : names) {
            assertThat(bom).contains("<artifactId>sora-" + name + "</artifactId>");
        }
    }

    private static List<String> modules(String folder) throws IOException {
        try (Stream<Path> all = Files.list(ROOT.resolve(folder))) {
            return all.filter(module -> Files.exists(module.resolve("pom.xml")))
                    .map(module -> module.getFileName().toString())
                    .toList();
        }
    }

    private static String version() throws IOException {
        Matcher own = OURS.matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(own.find()).isTrue();
        return own.group(1);
    }

    private static Map<String, String> versions(Path pom) throws IOException {
        String text = Files.readString(pom).replace("${slf4j.version}", property(pom, "slf4j"));
        Map<String, String> versions = new TreeMap<>();
        for (Pattern pattern : List.of(ARTIFACT, PROPERTY)) {
            Matcher found = pattern.matcher(text);
            while (found.find()) {
                if (!found.group(1).startsWith("sora-")) {
                    versions.put(found.group(1), found.group(2));
                }
            }
        }
        return versions;
    }

    private static String property(Path pom, String name) throws IOException {
        Matcher found =
                Pattern.compile("<" + name + "\\.version>([^<]+)<").matcher(Files.readString(pom));
        return found.find() ? found.group(1) : "";
    }
}
