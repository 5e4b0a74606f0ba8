// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.index;

import dev.sora.container.jar.JarShape;
import dev.sora.container.trust.TrustPolicy;
import dev.sora.core.io.AtomicFile;
import dev.sora.core.io.Digests;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** A list of the plugins that a folder or a server offers, and access to their jars. */
public final class PluginIndex {

    /** The file name of an index. */
    public static final String FILE = "index.json";

    /** The file name of a jar that contains an index, so that the index can be signed. */
    public static final String SIGNED = "index.jar";

    private static final long LARGEST = 16L << 20;

    private final Place place;
    private final boolean signed;
    private final List<Entry> entries;

    private PluginIndex(Place place, boolean signed, List<Entry> entries) {
        this.place = place;
        this.signed = signed;
        this.entries = entries;
    }

    /**
     * One version of a plugin.
     *
     * @param name the name of the plugin in manifests
     * @param version its version
     * @param summary one line of description
     * @param types the types that it offers, each as kind and name: {@code particle conv2d}
     * @param file the name of its jar in the folder of the index
     * @param size the size of the jar in bytes
     * @param sha256 the digest of the jar, in lower-case hexadecimal
     */
    public record Entry(
            String name,
            String version,
            String summary,
            List<String> types,
            String file,
            long size,
            String sha256) {

        /** Creates an entry with a copy of the list. */
        public Entry {
            types = List.copyOf(types);
        }
    }

    /**
     * Reads an index: {@value #FILE}, or {@value #SIGNED} if {@value #FILE} does not exist or a
     * signature is required.
     *
     * @param place a folder, or its https URL; http only for this machine or with a signed index
     * @param policy decides whether the index must be signed, and by whom
     * @throws SoraException if there is no index, or it is not trusted
     */
    public static PluginIndex open(String place, TrustPolicy policy) {
        Place from = Place.of(place);
        boolean signed =
                policy.wantsSignedIndex() || (from.needsSignature() && policy.knowsSigners());
        Path work = folder();
        try {
            Path file = work.resolve(FILE);
            Path jar = work.resolve(SIGNED);
            if (!signed && from.fetch(FILE, LARGEST, false, file)) {
                String text = Files.readString(file);
                return new PluginIndex(from, false, IndexFile.read(text, from.name(FILE)));
            }
            if (from.fetch(SIGNED, LARGEST, signed, jar)) {
                if (signed) {
                    requireSigned(policy, jar, from.name(SIGNED));
                }
                return new PluginIndex(from, signed, packed(jar, from.name(SIGNED)));
            }
            throw missing(from, signed);
        } catch (IOException e) {
            throw Place.unusable(from.name(FILE), e);
        } finally {
            delete(work);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("sora-index");
        } catch (IOException e) {
            throw Place.unusable(System.getProperty("java.io.tmpdir"), e);
        }
    }

    private static void requireSigned(TrustPolicy policy, Path jar, String where) {
        try {
            policy.requireSigned(jar);
        } catch (SoraException e) {
            throw new SoraException(
                    e.problems().stream()
                            .map(p -> p.where().equals(jar.toString()) ? p.where(where) : p)
                            .toList(),
                    e);
        }
    }

    private static SoraException missing(Place from, boolean signed) {
        return new SoraException(
                Problem.of("SORA-3404", "there is no index")
                        .where(from.name(""))
                        .needs(
                                signed
                                        ? SIGNED + ", because the index must be signed"
                                        : FILE + " or " + SIGNED)
                        .fix("create one: sora plugin index FOLDER; see docs/trust.md"));
    }

    private static List<Entry> packed(Path jar, String where) {
        try (JarFile file = JarShape.open(jar)) {
            ZipEntry entry = file.getEntry(FILE);
            if (entry == null) {
                throw new IOException("no " + FILE + " in it");
            }
            try (InputStream in = file.getInputStream(entry)) {
                byte[] bytes = in.readNBytes((int) LARGEST + 1);
                if (bytes.length > LARGEST) {
                    throw Place.tooLarge(where, LARGEST, bytes.length);
                }
                return IndexFile.read(new String(bytes, StandardCharsets.UTF_8), where);
            }
        } catch (IOException e) {
            throw new SoraException(
                    Problem.of("SORA-3406", "the index is damaged, or the file is not an index")
                            .where(where)
                            .have(String.valueOf(e.getMessage()))
                            .fix("report it to the maintainer of the index"),
                    e);
        }
    }

    /**
     * Writes an index.
     *
     * @param folder the folder of the jars
     * @param entries the entries, in the order in which they are written
     * @return the file
     */
    public static Path write(Path folder, List<Entry> entries) {
        Path file = folder.resolve(FILE);
        String text = IndexFile.write(entries);
        // Do not write an index that cannot be read back.
        IndexFile.read(text, file.toString());
        AtomicFile.writeText(file, text);
        return file;
    }

    /**
     * Returns a text as a valid summary: one line without control characters, of limited length.
     */
    public static String summary(String text) {
        return IndexFile.plain(text.strip().replaceAll("\\s+", " "));
    }

    /** Returns the entries in the order of the index. */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * Fetches a jar and checks its size and digest.
     *
     * @param entry an entry of this index
     * @param folder the target folder; the jar gets the name that the index states
     * @return the jar, of the size and digest that the index states
     * @throws SoraException if it cannot be fetched, or its size or digest differ
     */
    public Path fetch(Entry entry, Path folder) {
        if (!entries.contains(entry)) {
            throw new IllegalArgumentException("not of this index: " + entry);
        }
        String where = place.name(entry.file());
        Path part = null;
        try {
            part = Files.createTempFile(folder, "fetched", ".part");
            // A signed index states the digest of the jar, so the transport need not be safe.
            if (!place.fetch(entry.file(), entry.size(), signed, part)) {
                throw new SoraException(
                        Problem.of("SORA-3407", "the index lists a jar that does not exist")
                                .where(where)
                                .fix("report it to the maintainer of the index"));
            }
            long size = Files.size(part);
            String sha256 = Digests.sha256(part);
            if (size != entry.size() || !sha256.equals(entry.sha256())) {
                throw new SoraException(
                        Problem.of("SORA-3407", "the jar is not the one that the index lists")
                                .where(where)
                                .needs(
                                        "%,d bytes, sha256 %s"
                                                .formatted(entry.size(), entry.sha256()))
                                .have("%,d bytes, sha256 %s".formatted(size, sha256))
                                .fix(
                                        "do not use it: it was changed, or the index is old;"
                                                + " report it to the maintainer of the index"));
            }
            Path jar = folder.resolve(entry.file());
            Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
            return jar;
        } catch (IOException e) {
            throw Place.unusable(where, e);
        } finally {
            delete(part);
        }
    }

    private static void delete(Path path) {
        if (path == null) {
            return;
        }
        try {
            if (Files.isDirectory(path)) {
                Files.deleteIfExists(path.resolve(FILE));
                Files.deleteIfExists(path.resolve(SIGNED));
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
    }
}
