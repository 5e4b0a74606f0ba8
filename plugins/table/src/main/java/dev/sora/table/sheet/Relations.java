// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.sheet;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;

/** The parts that one part of a workbook refers to, by identifier. */
final class Relations {

    private record Target(String type, String part) {}

    private final Map<String, Target> targets = new LinkedHashMap<>();

    private Relations() {}

    /**
     * Reads the relations of a part.
     *
     * @param of the part; empty for the file itself
     */
    static Relations read(ZipFile zip, String of) throws IOException {
        Relations relations = new Relations();
        int name = of.lastIndexOf('/') + 1;
        String place = of.substring(0, name) + "_rels/" + of.substring(name) + ".rels";
        if (zip.getEntry(place) == null) {
            return relations;
        }
        try (Part part = Part.open(zip, place)) {
            while (part.next()) {
                if (part.begins("Relationship")
                        && !part.attribute("TargetMode").equals("External")) {
                    relations.targets.put(
                            part.attribute("Id"),
                            new Target(
                                    part.attribute("Type"),
                                    resolve(of.substring(0, name), part.attribute("Target"))));
                }
            }
        }
        return relations;
    }

    private static String resolve(String folder, String target) {
        try {
            String path = URI.create("/" + folder).resolve(target).normalize().getPath();
            return path == null ? "" : path.substring(Math.min(1, path.length()));
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Returns the first part whose type has the given ending. */
    Optional<String> ofType(String ending) {
        return targets.values().stream()
                .filter(target -> target.type().endsWith(ending))
                .map(Target::part)
                .findFirst();
    }

    /** Returns the part of a sheet of cells; empty if the identifier denotes no such sheet. */
    String sheet(String id) {
        Target target = targets.get(id);
        return target == null || !target.type().endsWith("/worksheet") ? "" : target.part();
    }
}
