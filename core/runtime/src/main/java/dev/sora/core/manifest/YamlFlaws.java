// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import dev.sora.core.manifest.Manifest.Flaw;
import dev.sora.core.manifest.YamlNode.Place;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the problems of a YAML text, in the order in which it is read. */
final class YamlFlaws {

    /** The maximum number of flaws that are collected. */
    static final int MAX_FLAWS = 100;

    private final String label;
    private final List<Flaw> flaws;

    /**
     * Creates a collection.
     *
     * @param label the file's name, for places
     * @param flaws receives the problems that do not prevent reading the rest
     */
    YamlFlaws(String label, List<Flaw> flaws) {
        this.label = label;
        this.flaws = flaws;
    }

    /** Returns a place as messages name it. */
    String where(Place place) {
        return place.in(label);
    }

    /**
     * Adds a problem that does not prevent reading the rest.
     *
     * @throws SoraException if there are too many
     */
    void add(Place place, Problem problem) {
        if (flaws.size() >= MAX_FLAWS) {
            throw failure(place, problem);
        }
        flaws.add(place.flaw(label, "", problem));
    }

    /** Returns the exception for a problem that prevents reading the rest. */
    SoraException failure(Place place, Problem problem) {
        return failure(problem.where(place.in(label)), null);
    }

    /** Returns the exception for a problem with a place that prevents reading the rest. */
    SoraException failure(Problem problem, @Nullable Throwable cause) {
        List<Problem> all = new ArrayList<>();
        flaws.forEach(flaw -> all.add(flaw.problem()));
        all.add(problem);
        return new SoraException(all, cause);
    }
}
