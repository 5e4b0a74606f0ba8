// SPDX-License-Identifier: Apache-2.0
package dev.sora.artefact;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A file in the jar of an artefact of the local Maven repository.
 *
 * @param jar the jar
 * @param entry the name of the file in it
 * @since 1.0
 */
public record LocalArtefact(Path jar, String entry) {

    /**
     * A part has no separator and no two full stops in a row, so that no path leads out of the
     * repository.
     */
    private static final Pattern PART = Pattern.compile("(?!.*\\.\\.)[A-Za-z0-9_][A-Za-z0-9_.+-]*");

    private static final int LONGEST = 200;
    private static final int MOST_NAMED = 8;
    private static final int MOST_ENTRIES = 100_000;

    /**
     * Finds a file in the user's local repository.
     *
     * @param text {@code group:artifact:version}, or with {@code :path} of the file in the jar
     * @param endings the endings of names that the file may have, if the text has no path; exactly
     *     one file in the jar must have one
     * @throws SoraException if the text is not of this form, or the artefact or file is missing
     */
    public static LocalArtefact find(String text, List<String> endings) {
        Path home = Path.of(System.getProperty("user.home", "."));
        return find(text, endings, MavenRepository.of(home, System.getenv()));
    }

    /** Finds a file in a local repository. */
    public static LocalArtefact find(String text, List<String> endings, Path repository) {
        String[] parts = text.strip().split(":", 4);
        boolean sound = parts.length >= 3;
        for (int i = 0; sound && i < 3; i++) {
            sound = parts[i].length() <= LONGEST && PART.matcher(parts[i]).matches();
        }
        if (!sound || parts[0].endsWith(".")) {
            throw new SoraException(
                    Problem.of("SORA-3660", "'%s' does not name an artefact".formatted(text))
                            .needs("group:artifact:version or group:artifact:version:path-in-jar")
                            .fix("write it as in 'org.example:encoder:1.0.0:model.onnx'"));
        }
        String coordinate = String.join(":", Arrays.copyOf(parts, 3));
        Path jar =
                repository
                        .resolve(parts[0].replace('.', '/'))
                        .resolve(parts[1])
                        .resolve(parts[2])
                        .resolve(parts[1] + "-" + parts[2] + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-3661",
                                    "the local Maven repository has no jar of %s"
                                            .formatted(coordinate))
                            .where(jar.toString())
                            .fix(
                                    "fetch it with 'mvn dependency:get -Dtransitive=false -Dartifact=%s'"
                                            .formatted(coordinate)));
        }
        String path = parts.length == 4 ? parts[3] : "";
        return new LocalArtefact(jar, entry(jar, path, endings));
    }

    private static String entry(Path jar, String path, List<String> endings) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<String> files =
                    zip.stream()
                            .limit(MOST_ENTRIES)
                            .filter(entry -> !entry.isDirectory())
                            .map(ZipEntry::getName)
                            .filter(
                                    name ->
                                            path.isEmpty()
                                                    ? endings.stream().anyMatch(name::endsWith)
                                                    : name.equals(path))
                            .sorted()
                            .toList();
            if (files.size() == 1) {
                return files.get(0);
            }
            throw new SoraException(
                    Problem.of(
                                    "SORA-3662",
                                    files.isEmpty()
                                            ? "the jar has no such file"
                                            : "the jar has several such files")
                            .where(jar.toString())
                            .needs(
                                    path.isEmpty()
                                            ? "one file *%s"
                                                    .formatted(String.join(" or *", endings))
                                            : path)
                            .have(
                                    files.isEmpty()
                                            ? "none"
                                            : files.stream()
                                                    .limit(MOST_NAMED)
                                                    .collect(Collectors.joining(", ")))
                            .fix("name the file after the version: group:artifact:version:path"));
        } catch (IOException e) {
            throw unreadable(jar, e);
        }
    }

    private static DataException unreadable(Path jar, IOException e) {
        return new DataException(
                Problem.of("SORA-3663", "the jar cannot be read")
                        .where(jar.toString())
                        .have(String.valueOf(e.getMessage()))
                        .fix("delete it, and fetch the artefact again"),
                e);
    }

    /**
     * Opens the file. Its length is not trusted: read no more than you need.
     *
     * @throws DataException if the jar cannot be read
     */
    public InputStream open() {
        try {
            ZipFile zip = new ZipFile(jar.toFile());
            try {
                InputStream in = zip.getInputStream(zip.getEntry(entry));
                return new FilterInputStream(in) {
                    @Override
                    public void close() throws IOException {
                        zip.close();
                    }
                };
            } catch (IOException | RuntimeException e) {
                zip.close();
                throw e;
            }
        } catch (IOException e) {
            throw unreadable(jar, e);
        }
    }

    /** Returns the name for messages. */
    @Override
    public String toString() {
        return jar.getFileName() + "!/" + entry;
    }
}
