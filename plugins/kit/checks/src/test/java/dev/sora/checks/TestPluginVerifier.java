// SPDX-License-Identifier: Apache-2.0
package dev.sora.checks;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.osgi.Builder;
import dev.sora.checks.sound.SoundPlugin;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verifier accepts valid bundles, which bnd builds from one class, and refuses faulty ones. */
final class TestPluginVerifier {

    private static final String PLUGIN = SoundPlugin.class.getName();
    private static final String SERVICE = "META-INF/services/dev.sora.plugin.SoraPlugin";
    private static final String WITHOUT_LIBRARY = "!org.assertj.*, *";

    @TempDir private Path folder;

    @Test
    void takesASoundOne() throws Exception {
        assertThat(errors(PLUGIN, WITHOUT_LIBRARY)).isEmpty();
    }

    @Test
    void asksForTheServiceFileWithTheLineForIt() throws Exception {
        assertThat(errors(null, WITHOUT_LIBRARY))
                .singleElement()
                .asString()
                .contains("has no service file", "Fix: write the line '" + PLUGIN + "' into src/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | names no class, and a plugin has one class. Fix: leave one line in it",
                "org.example.Gone | names the class org.example.Gone, which the plugin does not"
                        + " contain",
                "dev.sora.checks.sound.SoundPlugin$NoPlugin | is not a plugin. Fix: let it"
                        + " implement",
                "dev.sora.checks.sound.SoundPlugin$Abstract | Fix: make it a public class",
            })
    void saysWhatIsWrongWithTheServiceFile(String service, String said) throws Exception {
        assertThat(errors(service, WITHOUT_LIBRARY))
                .singleElement()
                .asString()
                .contains(said)
                .contains(service.contains("Abstract") ? "public constructor" : PLUGIN);
    }

    @Test
    void namesTheLibraryThatIsOnTheClassPathAndInNobodysBundle() throws Exception {
        assertThat(errors(PLUGIN, "*"))
                .singleElement()
                .asString()
                .contains(
                        PLUGIN + " needs org.assertj.core.api",
                        "Fix: name org.assertj:assertj-core in pom.xml without a scope",
                        "'Import-Package: !org.assertj.core.api, *'");
    }

    @Test
    void refusesAVersionOfTheApiThatIsNotThere() throws Exception {
        assertThat(errors(PLUGIN, "dev.sora.plugin;version=\"[9,10)\", " + WITHOUT_LIBRARY))
                .singleElement()
                .asString()
                .contains("asks for dev.sora.plugin in version [9,10), and this Sora has 2.");
    }

    @Test
    void refusesWhatIsSorasOwn() throws Exception {
        assertThat(errors(PLUGIN, "dev.sora.core, " + WITHOUT_LIBRARY))
                .singleElement()
                .asString()
                .contains("Import-Package in bnd.bnd needs dev.sora.core", "sora-api");
    }

    @Test
    void leavesWhatIsOptionalToThePlugin() throws Exception {
        assertThat(errors(PLUGIN, "org.assertj.*;resolution:=optional, *")).isEmpty();
    }

    private List<String> errors(String service, String imports) throws Exception {
        List<File> classpath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            classpath.add(new File(entry));
        }
        try (Builder bundle = new Builder()) {
            bundle.setBase(folder.toFile());
            bundle.setClasspath(classpath.toArray(File[]::new));
            bundle.setProperty("Bundle-SymbolicName", "sound");
            bundle.setProperty("-noimportjava", "true");
            bundle.setProperty("-privatepackage", "dev.sora.checks.sound");
            bundle.setProperty("Import-Package", imports);
            if (service != null) {
                Path file = folder.resolve("service");
                Files.writeString(file, service + "\n");
                bundle.setProperty("-includeresource", SERVICE + "=" + file);
            }
            bundle.addBasicPlugin(new PluginVerifier());
            bundle.build();
            return List.copyOf(bundle.getErrors());
        }
    }
}
