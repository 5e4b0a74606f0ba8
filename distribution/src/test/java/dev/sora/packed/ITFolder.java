// SPDX-License-Identifier: Apache-2.0
package dev.sora.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The content of the unpacked distribution. */
final class ITFolder {

    private static final Path FOLDER = Path.of(System.getProperty("sora.folder"));

    @Test
    void holdsJustTheJarsOfTheClassPath() throws IOException {
        Path main = only(FOLDER.resolve("lib"), "sora-distribution-");
        try (JarFile jar = new JarFile(main.toFile())) {
            String path =
                    jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            assertThat(names(FOLDER.resolve("lib"), ".jar"))
                    .filteredOn(name -> !name.startsWith("sora-distribution-"))
                    .containsExactlyInAnyOrder(path.split(" "));
        }
    }

    @Test
    void namesEveryJarOfOthersInTheNotice() throws IOException {
        List<String> notice =
                Files.readAllLines(FOLDER.resolve("NOTICE")).stream()
                        .map(line -> line.strip().split("\\s+")[0])
                        .toList();
        assertThat(names(FOLDER.resolve("lib"), ".jar"))
                .map(name -> name.replaceAll("-\\d[^/]*\\.jar$", ""))
                .filteredOn(name -> !name.startsWith("sora-"))
                .allSatisfy(name -> assertThat(notice).contains(name));
    }

    @Test
    void holdsTheServerApartFromTheClassPath() throws IOException {
        List<String> notice =
                Files.readAllLines(FOLDER.resolve("NOTICE")).stream()
                        .map(line -> line.strip().split("\\s+")[0])
                        .toList();
        List<String> server = names(FOLDER.resolve("lib/serving"), ".jar");
        assertThat(server).anyMatch(name -> name.startsWith("jetty-server-"));
        assertThat(server).doesNotContainAnyElementsOf(names(FOLDER.resolve("lib"), ".jar"));
        assertThat(server)
                .map(name -> name.replaceAll("-\\d[^/]*\\.jar$", ""))
                .filteredOn(name -> !name.startsWith("sora-"))
                .allSatisfy(name -> assertThat(notice).contains(name));
    }

    static List<String> plugins() throws IOException {
        return names(FOLDER.resolve("plugins"), ".jar");
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void carriesBundlesThatOfferAPluginAndExportNothing(String name) throws IOException {
        try (JarFile jar = new JarFile(FOLDER.resolve("plugins").resolve(name).toFile())) {
            Attributes headers = jar.getManifest().getMainAttributes();
            assertThat(headers.getValue("Bundle-SymbolicName")).startsWith("dev.sora.");
            assertThat(headers.getValue("Export-Package")).isNull();
            assertThat(headers.getValue("DynamicImport-Package")).isNull();
            // A reduced JDK image may lack the package; only ZSTD needs it.
            String imports =
                    headers.getValue("Import-Package")
                            .replace("sun.misc;resolution:=optional,", "");
            assertThat(imports)
                    .contains("dev.sora.plugin;version=\"[2.")
                    .doesNotContain("resolution:=optional", "dev.sora.core", "com.google")
                    // DJL is compatible within one minor version only.
                    .doesNotContain("version=\"[0.35,1)");
            assertThat(jar.getEntry("META-INF/services/dev.sora.plugin.SoraPlugin")).isNotNull();
        }
    }

    @Test
    void packsTheLicenceAndAListOfParts() {
        assertThat(FOLDER.resolve("LICENSE")).isRegularFile();
        assertThat(FOLDER.resolve("NOTICE")).isRegularFile();
        assertThat(FOLDER.resolve("bin/sora")).isExecutable();
    }

    private static Path only(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found =
                    files.filter(it -> it.getFileName().toString().startsWith(prefix)).toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    private static List<String> names(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            String[] names =
                    files.map(it -> it.getFileName().toString())
                            .filter(name -> name.endsWith(ending))
                            .toArray(String[]::new);
            Arrays.sort(names);
            return List.of(names);
        }
    }
}
