// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import dev.sora.container.jar.JarShape;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;

/** Reads the manifest of a jar and refuses headers that affect other bundles or files. */
final class BundleHeaders {

    /** The largest manifest in bytes; that of a signed jar names each entry. */
    private static final int LARGEST_MANIFEST = 16 << 20;

    private static final Set<String> KERNEL = Set.copyOf(names(KernelPackages.header()));

    private static final String BND = "build it with bnd, as every plugin of Sora is built";

    private BundleHeaders() {}

    /**
     * Reads the manifest of a jar, up to a limit of size.
     *
     * @return the manifest; {@code null} if the jar has none
     * @throws SoraException if it is larger than the limit, or damaged
     */
    static @Nullable Manifest manifest(JarFile jar, Path path) throws IOException {
        ZipEntry entry = jar.getEntry(JarFile.MANIFEST_NAME);
        if (entry == null) {
            return null;
        }
        byte[] bytes;
        try (InputStream in = jar.getInputStream(entry)) {
            bytes = in.readNBytes(LARGEST_MANIFEST + 1);
        }
        if (bytes.length > LARGEST_MANIFEST) {
            throw refused(
                    "SORA-3132",
                    "the jar's manifest is too large",
                    path,
                    "at most %d MB".formatted(LARGEST_MANIFEST >> 20),
                    "more",
                    BND);
        }
        try {
            return new Manifest(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw refused(
                    "SORA-3102",
                    "'%s' has invalid bundle headers".formatted(path.getFileName()),
                    path,
                    "a manifest",
                    String.valueOf(e.getMessage()),
                    BND);
        }
    }

    /**
     * Checks that a bundle is not a fragment, exports no package of Sora, and has a class path
     * within its jar.
     *
     * @throws SoraException if it breaks one of these rules
     */
    static void check(Manifest manifest, Path path) {
        Attributes headers = manifest.getMainAttributes();
        String host = headers.getValue(Constants.FRAGMENT_HOST);
        if (host != null) {
            throw refused(
                    "SORA-3134",
                    "a fragment is not a plugin: it would become a part of another bundle",
                    path,
                    "a bundle without the header " + Constants.FRAGMENT_HOST,
                    host.strip(),
                    "build it as a bundle without that header, or remove the jar");
        }
        for (String place : names(headers.getValue(Constants.BUNDLE_CLASSPATH))) {
            if (!place.equals(".") && !JarShape.isPlain(place)) {
                throw refused(
                        "SORA-3135",
                        "the plugin's class path points outside its jar",
                        path,
                        Constants.BUNDLE_CLASSPATH + ": '.' and names of entries",
                        place,
                        BND);
            }
        }
        Set<String> taken = new TreeSet<>(names(headers.getValue(Constants.EXPORT_PACKAGE)));
        taken.retainAll(KERNEL);
        if (!taken.isEmpty()) {
            throw refused(
                    "SORA-3136",
                    "the plugin exports packages of Sora",
                    path,
                    "imports of these packages: a copy of a class is a different class",
                    String.join(", ", taken),
                    "give the dependency on Sora the scope 'provided' and export nothing of it");
        }
    }

    /** Returns the names in a header, without attributes and directives. */
    static List<String> names(@Nullable String header) {
        List<String> names = new ArrayList<>();
        if (header != null) {
            for (String clause : split(header, ',')) {
                for (String part : split(clause, ';')) {
                    if (!part.contains("=") && !part.isBlank()) {
                        names.add(part.strip());
                    }
                }
            }
        }
        return names;
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static SoraException refused(
            String code, String message, Path where, String needs, String have, String fix) {
        return new SoraException(new Problem(code, message, where.toString(), needs, have, fix));
    }
}
