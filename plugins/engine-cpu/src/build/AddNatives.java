// SPDX-License-Identifier: Apache-2.0

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Puts the native libraries into the engine's bundle; run by the build on the module's class path.
 *
 * <p>They are 450 MB that compress to 110 MB. The usual archivers would unpack and compress them
 * again, half a minute on each build, so their entries are copied as they are.
 */
final class AddNatives {

    private static final String MARK = "native/lib/pytorch.properties";

    private AddNatives() {}

    /** Takes the bundle, which is replaced. */
    public static void main(String[] arguments) throws IOException {
        Path bundle = Path.of(arguments[0]);
        Path natives =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .filter(jar -> jar.getFileName().toString().startsWith("pytorch-native"))
                        .findFirst()
                        .orElseThrow();
        try (ZipFile packed = ZipFile.builder().setPath(bundle).get()) {
            if (packed.getEntry(MARK) != null) {
                return;
            }
        }
        Path whole = bundle.resolveSibling(bundle.getFileName() + ".part");
        try (ZipFile thin = ZipFile.builder().setPath(bundle).get();
                ZipFile libraries = ZipFile.builder().setPath(natives).get();
                ZipArchiveOutputStream out = new ZipArchiveOutputStream(whole)) {
            for (ZipArchiveEntry entry : Collections.list(thin.getEntriesInPhysicalOrder())) {
                out.addRawArchiveEntry(entry, thin.getRawInputStream(entry));
            }
            for (ZipArchiveEntry entry : Collections.list(libraries.getEntriesInPhysicalOrder())) {
                if (!entry.isDirectory() && thin.getEntry(entry.getName()) == null) {
                    out.addRawArchiveEntry(entry, libraries.getRawInputStream(entry));
                }
            }
        }
        Files.move(whole, bundle, REPLACE_EXISTING);
    }
}
