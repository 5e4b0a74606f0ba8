// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import dev.sora.container.jar.ClassVersion;
import dev.sora.container.jar.JarContents;
import dev.sora.container.jar.JarShape;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * What a plugin's jar declares, read without loading its classes.
 *
 * @param path the jar
 * @param symbolicName the symbolic name of the bundle
 * @param version the version of the bundle
 * @param className the class that the service file names
 */
public record PluginJar(Path path, String symbolicName, String version, String className) {

    static final String SERVICE = "META-INF/services/dev.sora.plugin.SoraPlugin";

    /** The limit of the service file in bytes: enough for a class name and a licence header. */
    private static final int LARGEST_SERVICE_FILE = 16 * 1024;

    private static final String HOW = "build it with bnd, as every plugin of Sora is built";

    /**
     * Reads a jar.
     *
     * @throws SoraException if it is not a plugin; the problem names what is missing
     */
    public static PluginJar read(Path path) {
        if (Files.isDirectory(path)) {
            throw refused("SORA-3101", "a folder is not a plugin", path, "a jar", "a folder", "");
        }
        try {
            return open(path);
        } catch (NoSuchFileException e) {
            throw refused("SORA-3101", "there is no such file", path, "a plugin's jar", "", "");
        } catch (AccessDeniedException e) {
            throw refused(
                    "SORA-3101",
                    "no permission to read the jar",
                    path,
                    "",
                    "",
                    "give yourself permission to read it");
        } catch (IOException | SecurityException e) {
            throw damaged(path, e);
        }
    }

    private static PluginJar open(Path path) throws IOException {
        try (JarFile jar = JarShape.open(path)) {
            Manifest manifest = BundleHeaders.manifest(jar, path);
            String name = manifest == null ? null : header(manifest, "Bundle-SymbolicName");
            if (name == null) {
                throw refused(
                        "SORA-3102",
                        "'%s' is a jar but not a bundle".formatted(path.getFileName()),
                        path,
                        "the header Bundle-SymbolicName in META-INF/MANIFEST.MF",
                        manifest == null ? "no manifest" : "a manifest without it",
                        HOW);
            }
            BundleHeaders.check(manifest, path);
            String className = className(jar, path);
            checkJava(jar, path, className);
            String version = header(manifest, "Bundle-Version");
            return new PluginJar(
                    path,
                    name.split(";", 2)[0].strip(),
                    version == null ? "0.0.0" : version,
                    className);
        }
    }

    /**
     * Checks the class version of the plugin class. The class may also be in a nested jar; then the
     * JVM reports the error when it loads the class.
     */
    private static void checkJava(JarFile jar, Path path, String className) throws IOException {
        ZipEntry entry = jar.getEntry(className.replace('.', '/') + ".class");
        if (entry != null) {
            try (InputStream in = jar.getInputStream(entry)) {
                JarContents.requireJava(path, className, ClassVersion.release(in));
            }
        }
    }

    private static SoraException damaged(Path path, Exception cause) {
        return new SoraException(
                Problem.of("SORA-3101", "'%s' is not a jar".formatted(path.getFileName()))
                        .where(path.toString())
                        .needs("a jar, which is a zip file")
                        .have(cause.getMessage() == null ? "a damaged file" : cause.getMessage())
                        .fix("copy or download it again, or remove it from the folder"),
                cause);
    }

    private static String header(Manifest manifest, String name) {
        return manifest.getMainAttributes().getValue(new Attributes.Name(name));
    }

    private static String className(JarFile jar, Path path) throws IOException {
        ZipEntry entry = jar.getEntry(SERVICE);
        if (entry == null) {
            throw refused(
                    "SORA-3103",
                    "'%s' is a bundle but not a plugin of Sora".formatted(path.getFileName()),
                    path,
                    "the file " + SERVICE,
                    "no such file in the jar",
                    "name the class that implements SoraPlugin in it, or remove the jar");
        }
        byte[] bytes;
        try (InputStream in = jar.getInputStream(entry)) {
            bytes = in.readNBytes(LARGEST_SERVICE_FILE + 1);
        }
        if (bytes.length > LARGEST_SERVICE_FILE) {
            throw service(path, "more than " + LARGEST_SERVICE_FILE + " bytes");
        }
        List<String> names =
                new String(bytes, StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.split("#", 2)[0].strip())
                        .filter(line -> !line.isEmpty())
                        .distinct()
                        .toList();
        if (names.size() != 1) {
            throw service(path, names.isEmpty() ? "none" : String.join(", ", names));
        }
        return names.get(0);
    }

    private static SoraException service(Path path, String have) {
        return refused(
                "SORA-3104",
                "the plugin's service file does not name one class",
                path,
                "one line in " + SERVICE + " with the name of one class",
                have.length() > 200 ? have.substring(0, 197) + "..." : have,
                "a jar holds one plugin: split it into two jars, or let one class offer all types");
    }

    private static SoraException refused(
            String code, String message, Path where, String needs, String have, String fix) {
        return new SoraException(new Problem(code, message, where.toString(), needs, have, fix));
    }
}
