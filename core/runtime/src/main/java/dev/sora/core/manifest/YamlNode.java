// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import dev.sora.core.manifest.Manifest.Flaw;
import dev.sora.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a YAML text, with its place. Lists and maps are mutable. */
sealed interface YamlNode {

    /** Returns where the value begins. */
    Place place();

    /**
     * A place.
     *
     * @param line counted from 1
     * @param column counted from 1
     * @param origin empty for the file itself, otherwise the origin of the value
     */
    record Place(int line, int column, String origin) {

        /** Returns the place in the form of messages. */
        String in(String file) {
            return origin.isEmpty() ? file + ":" + line + ":" + column : origin;
        }

        /** Returns a problem at this place. */
        Flaw flaw(String file, String path, Problem problem) {
            boolean inFile = origin.isEmpty();
            return new Flaw(problem.where(in(file)), path, inFile ? line : 0, inFile ? column : 0);
        }
    }

    /**
     * A string, number or boolean.
     *
     * @param plain whether it was written without quotes, so that it may be a number or boolean
     */
    record Scalar(Place place, String text, boolean plain) implements YamlNode {}

    /** A list. */
    record Sequence(Place place, List<YamlNode> items) implements YamlNode {}

    /** A mapping. */
    record Mapping(Place place, Map<String, Entry> entries) implements YamlNode {
        Mapping(Place place) {
            this(place, new LinkedHashMap<>());
        }
    }

    /** A key and its value. */
    record Entry(Place key, YamlNode value) {}
}
