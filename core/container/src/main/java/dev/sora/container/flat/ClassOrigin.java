// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.flat;

import dev.sora.container.engine.SharedEngines;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Where a class was loaded from.
 *
 * @param location a jar or a folder; null if the class loader does not tell
 * @param manifest the manifest of the jar or folder; empty if there is none
 */
record ClassOrigin(@Nullable URL location, Manifest manifest) {

    private static final String NO_VERSION = "0.0.0";

    /** The protocols of Felix and Equinox begin with it. */
    private static final String BUNDLE = "bundle";

    static ClassOrigin of(Class<?> type) {
        URL own = type.getResource("/" + type.getName().replace('.', '/') + ".class");
        if (own != null && own.getProtocol().startsWith(BUNDLE)) {
            return withinBundle(own);
        }
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        try {
            Manifest found = location == null ? null : manifest(location);
            return new ClassOrigin(location, found == null ? new Manifest() : found);
        } catch (IOException e) {
            return new ClassOrigin(location, new Manifest());
        }
    }

    /**
     * Returns the origin of a class in a jar on the class path of a bundle, in a framework of the
     * application: all its classes have the bundle as their code source, but the address of the
     * class names the jar, and so does that of the manifest beside it.
     */
    private static ClassOrigin withinBundle(URL own) {
        try (InputStream in = new URL(own, "/" + JarFile.MANIFEST_NAME).openStream()) {
            return new ClassOrigin(null, new Manifest(in));
        } catch (IOException e) {
            return new ClassOrigin(null, new Manifest());
        }
    }

    private static Manifest manifest(URL location) throws IOException {
        if (isFolder(location)) {
            try (InputStream in = new URL(location, JarFile.MANIFEST_NAME).openStream()) {
                return new Manifest(in);
            }
        }
        String text = location.toString();
        // the location of a jar within a jar has this form already
        URL root = new URL(text.endsWith("!/") ? text : "jar:" + text + "!/");
        JarURLConnection jar = (JarURLConnection) root.openConnection();
        // A cached jar would stay open until the process ends.
        jar.setUseCaches(false);
        try (JarFile file = jar.getJarFile()) {
            return file.getManifest();
        }
    }

    private static boolean isFolder(URL location) {
        return location.getPath().endsWith("/") && !location.getPath().endsWith("!/");
    }

    /** Returns the version of the bundle; {@code 0.0.0} if there is none. */
    String version() {
        String version = manifest.getMainAttributes().getValue("Bundle-Version");
        return version == null ? NO_VERSION : version.strip();
    }

    /** Returns whether it is the jar of an engine with native code. */
    boolean isEngine() {
        return location != null && !isFolder(location) && SharedEngines.isEngine(manifest);
    }

    /** Returns the path of the jar, from which a lock takes the digest, or a word for messages. */
    String shown() {
        return location == null
                ? "class path"
                : SharedEngines.file(location).map(Path::toString).orElse("class path");
    }
}
