// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
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

    private static final String HEADER = read();

    private KernelPackages() {}

    /** Returns the value of {@code org.osgi.framework.system.packages.extra}. */
    static String header() {
        return HEADER;
    }

    private static String read() {
        List<String> exports = new ArrayList<>();
        for (String marker : MARKERS) {
            URL found = KernelPackages.class.getClassLoader().getResource(marker);
            if (found != null) {
                exports.add(exportsOf(found, marker));
            }
        }
        return String.join(",", exports);
    }

    private static String exportsOf(URL found, String marker) {
        try {
            Attributes headers = manifest(found, marker).getMainAttributes();
            String exported = headers.getValue("Export-Package");
            if (exported == null) {
                throw new IllegalStateException("no Export-Package beside " + found);
            }
            return exported.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
