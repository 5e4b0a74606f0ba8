// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Chooses the folder for the results of a training. */
final class OutFolder {

    private static final String PARENT = "runs";
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]+");

    private OutFolder() {}

    /**
     * Chooses the folder.
     *
     * @param asked the requested folder; {@code null} for a numbered one
     * @param name the name of the pipeline
     * @param resume whether to continue a run; then the latest folder is chosen, if there is one
     */
    static Path choose(Path asked, String name, boolean resume) {
        if (asked != null) {
            if (Files.exists(asked) && !Files.isDirectory(asked)) {
                throw new SoraException(
                        Problem.of("SORA-1006", "the results need a folder, and this is a file")
                                .where("--out " + asked)
                                .fix("name another folder; it is created if it is missing"));
            }
            return asked;
        }
        return numbered(Path.of(PARENT), name, resume);
    }

    private static Path numbered(Path parent, String name, boolean resume) {
        String base = UNSAFE.matcher(name).replaceAll("-");
        int latest = latest(parent, base);
        return parent.resolve(base + "-" + (resume ? Math.max(1, latest) : latest + 1));
    }

    private static int latest(Path parent, String base) {
        String[] names = parent.toFile().list();
        Pattern numbered = Pattern.compile(Pattern.quote(base) + "-(\\d{1,6})");
        return names == null
                ? 0
                : IntStream.range(0, names.length)
                        .mapToObj(i -> numbered.matcher(names[i]))
                        .filter(Matcher::matches)
                        .mapToInt(found -> Integer.parseInt(found.group(1)))
                        .max()
                        .orElse(0);
    }
}
