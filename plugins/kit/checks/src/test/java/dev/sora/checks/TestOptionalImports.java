// SPDX-License-Identifier: Apache-2.0
package dev.sora.checks;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that pack a library whose manifest declares an optional import. */
final class TestOptionalImports {

    private static final String LIBRARY = "dev.sora.checks.packed";
    private static final String PLUGIN = "dev.sora.checks.packing";
    private static final String OTHER = "org.assertj.core.api";

    @TempDir private Path folder;

    @Test
    void whatALibraryDoesWithoutThePluginDoesWithout() throws Exception {
        Parameters imports = imports(PLUGIN, OTHER + ";resolution:=optional, *", "*");

        assertThat(imports.get(OTHER).get("resolution:")).isEqualTo("optional");
        assertThat(imports.get("dev.sora.plugin").get("resolution:")).isNull();
    }

    @Test
    void whatALibraryNeedsStaysNeeded() throws Exception {
        assertThat(imports(PLUGIN, "*", "*").get(OTHER).get("resolution:")).isNull();
    }

    @Test
    void whatThePluginItselfNeedsStaysNeeded() throws Exception {
        Parameters imports =
                imports(
                        PLUGIN + ", dev.sora.checks.sound",
                        OTHER + ";resolution:=optional, *",
                        "*");

        assertThat(imports.get(OTHER).get("resolution:")).isNull();
    }

    @Test
    void whatTheAuthorSaysGoesFirst() throws Exception {
        String library = OTHER + ";resolution:=optional, *";

        assertThat(imports(PLUGIN, library, "!org.assertj.*, *").containsKey(OTHER)).isFalse();
        assertThat(imports(PLUGIN, library, "dev.sora.plugin").containsKey(OTHER)).isFalse();
    }

    /** Returns the imports of a bundle of these packages that packs the library. */
    private Parameters imports(String packages, String ofLibrary, String ofPlugin)
            throws Exception {
        Path library = folder.resolve("library.jar");
        try (Builder bundle = builder("library", LIBRARY, ofLibrary);
                Jar jar = bundle.build()) {
            jar.write(library.toFile());
        }
        try (Builder bundle = builder("packing", packages, ofPlugin)) {
            bundle.setProperty("-includeresource", "lib/library.jar=" + library + ";lib:=true");
            bundle.addBasicPlugin(new OptionalImports());
            try (Jar jar = bundle.build()) {
                assertThat(bundle.getErrors()).isEmpty();
                assertThat(bundle.getWarnings()).isEmpty();
                return new Parameters(
                        jar.getManifest().getMainAttributes().getValue("Import-Package"));
            }
        }
    }

    private Builder builder(String name, String packages, String imports) throws Exception {
        List<File> classpath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            classpath.add(new File(entry));
        }
        Builder bundle = new Builder();
        bundle.setBase(folder.toFile());
        bundle.setClasspath(classpath.toArray(File[]::new));
        bundle.setProperty("Bundle-SymbolicName", name);
        bundle.setProperty("-noimportjava", "true");
        bundle.setProperty("-privatepackage", packages);
        bundle.setProperty("Import-Package", imports);
        return bundle;
    }
}
