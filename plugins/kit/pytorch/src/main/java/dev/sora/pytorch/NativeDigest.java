// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Computes one digest of all native libraries in a folder: SHA-256 over their names and digests,
 * sorted by name.
 *
 * <p>The libraries have half a gigabyte, those for GPUs several. A file caches the digest with the
 * sizes and times of the libraries; the digest is computed again only if those change. The file is
 * beside the libraries if Sora unpacked them itself, and otherwise in Sora's cache.
 */
final class NativeDigest {

    private static final String NOTE = "sora.digest";
    private static final Pattern LIBRARY = Pattern.compile(".*\\.(so|dll|dylib)(\\.[\\w.-]+)?");
    private static final int LARGEST_NOTE = 64 * 1024;

    private NativeDigest() {}

    /** Returns the digest; empty if the libraries cannot be read. */
    static String of(Path folder, Path cache) {
        try {
            List<Path> libraries;
            try (Stream<Path> files = Files.list(folder)) {
                libraries =
                        files.filter(f -> LIBRARY.matcher(f.getFileName().toString()).matches())
                                .filter(Files::isRegularFile)
                                .sorted()
                                .toList();
            }
            return noted(note(folder.toAbsolutePath(), cache.toAbsolutePath()), libraries);
        } catch (IOException e) {
            return "";
        }
    }

    private static Path note(Path folder, Path cache) {
        if (folder.startsWith(cache)) {
            return folder.resolve(NOTE);
        }
        byte[] place =
                FileDigest.sha256().digest(folder.toString().getBytes(StandardCharsets.UTF_8));
        return cache.resolve("elsewhere")
                .resolve(HexFormat.of().formatHex(place, 0, 16) + "-" + NOTE);
    }

    private static String noted(Path note, List<Path> libraries) throws IOException {
        String stamps = libraries.stream().map(NativeDigest::stamp).collect(Collectors.joining());
        if (Files.isRegularFile(note) && Files.size(note) < LARGEST_NOTE) {
            String text = Files.readString(note);
            int end = text.indexOf('\n');
            if (end == 64 && text.substring(end + 1).equals(stamps)) {
                return text.substring(0, end);
            }
        }
        String digest = digest(libraries);
        try {
            Files.createDirectories(note.getParent());
            Path part = Files.createTempFile(note.getParent(), NOTE, ".part");
            try {
                Files.writeString(part, digest + "\n" + stamps);
                Files.move(part, note, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            // The folder is shared and read-only, or full: the digest is computed each time.
            return digest;
        }
        return digest;
    }

    private static String stamp(Path library) {
        try {
            return "%s %d %d\n"
                    .formatted(
                            library.getFileName(),
                            Files.size(library),
                            Files.getLastModifiedTime(library).toMillis());
        } catch (IOException e) {
            return "gone\n";
        }
    }

    private static String digest(List<Path> libraries) throws IOException {
        MessageDigest all = FileDigest.sha256();
        for (Path library : libraries) {
            all.update((library.getFileName() + "\n").getBytes(StandardCharsets.UTF_8));
            all.update(FileDigest.of(library));
        }
        return HexFormat.of().formatHex(all.digest());
    }
}
