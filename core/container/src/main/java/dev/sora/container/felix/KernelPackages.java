// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The packages that the kernel exports to plugins, read from the {@code Export-Package} headers of
 * the jars on the class path. No list of packages and versions is kept in the source.
 */
final class KernelPackages {

    /** One class of each jar whose packages plugins may import; it locates the jar. */
    private static final List<String> MARKERS =
            List.of(
                    "dev/sora/plugin/SoraPlugin.class",
                    "ai/djl/ndarray/NDArray.class",
                    "org/slf4j/Logger.class",
                    "com/sun/jna/Native.class",
                    "com/google/gson/Gson.class");

    private static final String EXPORTS = "Export-Package";

    private static @Nullable String header;

    private KernelPackages() {}

    /**
     * Returns the value of {@code org.osgi.framework.system.packages.extra}.
     *
     * @throws SoraException if the jars on the class path do not state it
     */
    static synchronized String header() {
        if (header == null) {
            header = read(KernelPackages.class.getClassLoader());
        }
        return header;
    }

    static String read(ClassLoader loader) {
        List<String> exports = new ArrayList<>();
        for (String marker : MARKERS) {
            List<URL> found = copies(loader, marker);
            if (!found.isEmpty()) {
                exports.add(exportsOf(found, marker));
            }
        }
        return String.join(",", exports);
    }

    private static List<URL> copies(ClassLoader loader, String marker) {
        try {
            return Collections.list(loader.getResources(marker));
        } catch (IOException e) {
            throw refused(marker, e.toString(), e);
        }
    }

    /** The classes of a plugin under test may contain a private copy, which is not exported. */
    private static String exportsOf(List<URL> found, String marker) {
        for (URL copy : found) {
            try {
                Manifest manifest = manifest(copy, marker);
                String exported =
                        manifest == null ? null : manifest.getMainAttributes().getValue(EXPORTS);
                if (exported != null) {
                    return exported.strip();
                }
            } catch (IOException | RuntimeException e) {
                // also what a provider of other URLs throws
                throw refused(copy.toString(), e.toString(), e);
            }
        }
        throw refused(found.get(0).toString(), "a manifest without it", null);
    }

    private static SoraException refused(String where, String have, @Nullable Exception cause) {
        List<Problem> problems =
                List.of(
                        Problem.of(
                                        "SORA-3143",
                                        "the jars of Sora do not say what plugins may import")
                                .where(where)
                                .needs("the jars as they are published, with " + EXPORTS)
                                .have(have)
                                .fix(
                                        "do not merge the jars into one: put them side by side or"
                                                + " into a jar of jars, or put the plugins on the"
                                                + " class path and name no jars"));
        return new SoraException(problems, cause);
    }

    private static @Nullable Manifest manifest(URL found, String marker) throws IOException {
        String text = found.toString();
        String root = text.substring(0, text.length() - marker.length());
        if (root.startsWith("jar:file:") && root.indexOf("!/") == root.length() - 2) {
            Path jar = Path.of(URI.create(root.substring("jar:".length(), root.length() - 2)));
            try (JarFile file = new JarFile(jar.toFile(), false)) {
                return file.getManifest();
            }
        }
        // a folder, or a jar within a jar
        URLConnection manifest = new URL(root + JarFile.MANIFEST_NAME).openConnection();
        manifest.setUseCaches(false);
        try (InputStream in = manifest.getInputStream()) {
            return new Manifest(in);
        }
    }
}
