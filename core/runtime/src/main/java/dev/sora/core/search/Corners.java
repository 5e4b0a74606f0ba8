// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search;

import dev.sora.core.plan.Plan;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.search.ChoiceDomain;
import dev.sora.search.Parameter;
import dev.sora.search.Space;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks a space before the search: the manifests of its corners must be valid. A corner has the
 * first choices and the least numbers, except for one parameter with another choice or its greatest
 * number.
 */
final class Corners {

    private static final int MOST = 200;
    private static final int MOST_CHOICES = 20;

    private Corners() {}

    /**
     * What is known of a space whose corners are valid.
     *
     * @param first the plan of the first corner
     * @param files the files and folders that the trainings read
     */
    record Checked(Plan first, List<Path> files) {}

    /**
     * Plans the corners.
     *
     * @return the plan of the first one, and the files that any of them reads
     * @throws SoraException with the problems of the first corner whose manifest is invalid
     */
    static Checked check(Space space, TrialManifests manifests) {
        Plan first = null;
        Set<Path> files = new LinkedHashSet<>();
        for (Map<String, Object> corner : of(space)) {
            try {
                Plan plan = manifests.plan(corner);
                first = first == null ? plan : first;
                TrainingFiles.of(plan, files);
            } catch (SoraException e) {
                List<Problem> problems = new ArrayList<>();
                problems.add(
                        SearchCode.CORNER
                                .problem("some values of the space make the manifest invalid")
                                .have(brief(corner))
                                .fix(
                                        "change the space, or add a 'when', so that these values"
                                                + " do not occur; what is wrong with them:"));
                problems.addAll(e.problems());
                throw new SoraException(problems, e);
            }
        }
        return new Checked(first, List.copyOf(files));
    }

    static String brief(Map<String, Object> values) {
        String text = values.toString();
        return text.length() > 400 ? text.substring(0, 397) + "..." : text;
    }

    /** Returns different corners, at most so many that checking them takes little time. */
    static List<Map<String, Object>> of(Space space) {
        List<Map<String, Object>> corners = new ArrayList<>();
        add(corners, low(space, Map.of()));
        add(corners, space.values(parameter -> parameter.domain().at(1)));
        for (Parameter parameter : space.parameters()) {
            Map<String, Object> fixed = new LinkedHashMap<>();
            enable(parameter, space, fixed);
            List<Object> values =
                    parameter.domain() instanceof ChoiceDomain choice
                            ? choice.values()
                            : parameter.domain().grid(2);
            for (Object value : values.subList(0, Math.min(MOST_CHOICES, values.size()))) {
                Map<String, Object> one = new LinkedHashMap<>(fixed);
                one.put(parameter.name(), value);
                add(corners, low(space, one));
            }
        }
        return corners.subList(0, Math.min(MOST, corners.size()));
    }

    private static void add(List<Map<String, Object>> corners, Map<String, Object> corner) {
        if (!corners.contains(corner)) {
            corners.add(corner);
        }
    }

    private static Map<String, Object> low(Space space, Map<String, Object> fixed) {
        return space.values(
                parameter -> fixed.getOrDefault(parameter.name(), parameter.domain().at(0)));
    }

    /**
     * Gives the parameters that another one depends on the first values with which it is active.
     */
    private static void enable(Parameter parameter, Space space, Map<String, Object> fixed) {
        parameter
                .conditions()
                .forEach(
                        (other, values) -> {
                            fixed.putIfAbsent(other, values.get(0));
                            enable(space.find(other).orElseThrow(), space, fixed);
                        });
    }
}
