// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.container.flat.FlatHost;
import dev.sora.core.host.Catalogue;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.host.PluginHost;
import dev.sora.core.schema.ReferenceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that the documentation agrees with the code. */
final class TestDocs {

    private static final Path ROOT =
            Path.of(System.getProperty("sora.examples", ""))
                    .toAbsolutePath()
                    .resolveSibling("")
                    .normalize();
    private static final Pattern QUOTED = Pattern.compile("\"(SORA-\\d{4})\"");
    private static final Pattern CODE = Pattern.compile("SORA-\\d{4}");

    @Test
    void theReferenceIsWhatTheTypesSay() throws IOException {
        Path file = ROOT.resolve("docs/reference.md");
        try (PluginHost host = FlatHost.ofClassPath(TestDocs.class.getClassLoader())) {
            String made =
                    new ReferenceWriter(new Catalogue(host.offers(), KnownTypes.none())).write();
            if (Boolean.getBoolean("sora.write")) {
                Files.writeString(file, made);
            }
            assertThat(Files.readString(file))
                    .as("docs/reference.md; write it anew with -Dsora.write=true")
                    .isEqualTo(made);
        }
    }

    @Test
    void everyErrorIsInTheCatalogueAndTheCatalogueHoldsNoOther() throws IOException {
        Set<String> thrown = new TreeSet<>();
        for (String module : List.of("core", "distribution", "api", "plugins")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
                for (Path file : files.filter(TestDocs::isMainSource).toList()) {
                    Matcher code = QUOTED.matcher(Files.readString(file));
                    while (code.find()) {
                        thrown.add(code.group(1));
                    }
                }
            }
        }
        thrown.addAll(codes(ROOT.resolve("distribution/src/main/dist/bin/sora")));
        thrown.addAll(codes(ROOT.resolve("sora")));
        assertThat(codes(ROOT.resolve("docs/errors.md"))).containsExactlyElementsOf(thrown);
    }

    @Test
    void linksInTheDocumentsLeadSomewhere() throws IOException {
        Pattern link = Pattern.compile("]\\(([^)#:]+)\\)");
        for (Path file : documents()) {
            Matcher target = link.matcher(Files.readString(file));
            while (target.find()) {
                assertThat(file.resolveSibling(target.group(1))).as(file.toString()).exists();
            }
        }
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md").map(ROOT::resolve),
                            files.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    private static boolean isMainSource(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.contains("/src/main/java/") && path.endsWith(".java");
    }

    private static Set<String> codes(Path file) throws IOException {
        Set<String> codes = new TreeSet<>();
        Matcher code = CODE.matcher(Files.readString(file));
        while (code.find()) {
            codes.add(code.group());
        }
        return codes;
    }
}
