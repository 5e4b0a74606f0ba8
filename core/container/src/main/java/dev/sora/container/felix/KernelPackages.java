// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

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

    private static final String HEADER = read();

    private KernelPackages() {}

    /** Returns the value of {@code org.osgi.framework.system.packages.extra}. */
    static String header() {
        return HEADER;
    }

    private static String read() {
        List<String> exports = new ArrayList<>();
        for (String marker : MARKERS) {
            List<URL> found = copies(marker);
            if (!found.isEmpty()) {
                exports.add(exportsOf(found, marker));
            }
        }
        return String.join(",", exports);
    }

    private static List<URL> copies(String marker) {
        try {
            return Collections.list(KernelPackages.class.getClassLoader().getResources(marker));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The classes of a plugin under test may contain a private copy, which is not exported. */
    private static String exportsOf(List<URL> found, String marker) {
        for (URL copy : found) {
            try {
                String exported = manifest(copy, marker).getMainAttributes().getValue(EXPORTS);
                if (exported != null) {
                    return exported.strip();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("no " + EXPORTS + " beside " + found);
    }

    private static Manifest manifest(URL found, String marker) throws IOException {
        String text = found.toString();
        String root = text.substring(0, text.length() - marker.length());
        if (root.startsWith("jar:") && root.endsWith("!/")) {
            Path jar = Path.of(URI.create(root.substring("jar:".length(), root.length() - 2)));
            try (JarFile file = new JarFile(jar.toFile(), false)) {
                return file.getManifest();
            }
        }
        try (InputStream in = new URL(root + JarFile.MANIFEST_NAME).openStream()) {
            return new Manifest(in);
        }
    }
}
