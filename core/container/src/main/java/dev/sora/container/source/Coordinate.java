// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.source;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.regex.Pattern;

/**
 * The coordinate of a Maven artifact.
 *
 * @param group the group id
 * @param artifact the artifact id
 * @param version the version; empty for the newest release
 */
record Coordinate(String group, String artifact, String version) {

    /**
     * A part contains no separators and no two full stops in a row, so no path leads out of the
     * repository.
     */
    private static final Pattern PART = Pattern.compile("(?!.*\\.\\.)[A-Za-z0-9_][A-Za-z0-9_.+-]*");

    private static final int LONGEST = 200;

    /**
     * Parses a coordinate.
     *
     * @throws SoraException if the text is not a coordinate
     */
    static Coordinate parse(String text) {
        String[] parts = text.split(":", -1);
        boolean fits = parts.length == 2 || parts.length == 3;
        for (String part : parts) {
            fits &= part.length() <= LONGEST && PART.matcher(part).matches();
        }
        if (!fits || parts[0].endsWith(".")) {
            throw new SoraException(
                    Problem.of("SORA-3501", "'%s' is not a Maven artifact".formatted(text))
                            .needs("group:artifact or group:artifact:version")
                            .fix("for instance: sora plugin install org.example:my-plugin:1.0.0"));
        }
        return new Coordinate(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
    }

    Coordinate at(String other) {
        return new Coordinate(group, artifact, other);
    }

    @Override
    public String toString() {
        return group + ":" + artifact + (version.isEmpty() ? "" : ":" + version);
    }
}
