// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import dev.sora.core.manifest.Manifest.Flaw;
import dev.sora.core.manifest.YamlNode.Entry;
import dev.sora.core.manifest.YamlNode.Mapping;
import dev.sora.core.manifest.YamlNode.Place;
import dev.sora.core.manifest.YamlNode.Scalar;
import dev.sora.core.manifest.YamlNode.Sequence;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applies assignments such as {@code training.epochs=1} to a manifest. The value is YAML; {@code
 * null} removes the key; missing mappings on the path are created.
 */
final class Assignments {

    private final String label;
    private final List<Flaw> flaws;

    Assignments(String label, List<Flaw> flaws) {
        this.label = label;
        this.flaws = flaws;
    }

    /** A step of a path: a key, or an index into a list. */
    private record Step(String key, int index) {
        boolean isKey() {
            return index < 0;
        }
    }

    void apply(Mapping root, List<String> assignments) {
        for (String assignment : assignments) {
            String origin = "--set " + (assignment.length() > 200 ? cut(assignment) : assignment);
            int equals = assignment.indexOf('=');
            List<Step> steps =
                    equals < 1 ? List.of() : steps(assignment.substring(0, equals).strip());
            if (steps.isEmpty()) {
                flaw(
                        origin,
                        ManifestCode.OVERRIDE_FORM
                                .problem("this is not an override")
                                .needs("key.key=value, such as training.epochs=3")
                                .fix("give the path of a key, '=' and its value"));
            } else {
                assign(root, steps, assignment.substring(equals + 1), origin);
            }
        }
    }

    private void flaw(String origin, Problem problem) {
        flaws.add(new Place(0, 0, origin).flaw(label, "", problem));
    }

    private static String cut(String assignment) {
        return assignment.substring(0, 197) + "...";
    }

    private void assign(Mapping root, List<Step> steps, String text, String origin) {
        Optional<YamlNode> value;
        // a separate list, because the flaws of others do not concern this assignment
        List<Flaw> found = new ArrayList<>();
        try {
            value = YamlComposer.compose(label, origin, text, found);
        } catch (SoraException e) {
            e.problems().forEach(problem -> flaw(origin, problem));
            return;
        }
        flaws.addAll(found);
        if (value.isEmpty()) {
            flaw(
                    origin,
                    ManifestCode.OVERRIDE_FORM
                            .problem("this override has no value")
                            .needs("key.key=value")
                            .fix("give a value; null removes the key, '' is an empty string"));
            return;
        }
        boolean remove =
                value.get() instanceof Scalar scalar
                        && scalar.plain()
                        && ScalarTypes.resolve(scalar.text()) == null;
        put(root, steps, remove ? Optional.empty() : value, origin);
    }

    private void put(Mapping root, List<Step> steps, Optional<YamlNode> value, String origin) {
        Place place = new Place(1, 1, origin);
        YamlNode at = root;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            boolean last = i == steps.size() - 1;
            Optional<YamlNode> next =
                    last ? value : Optional.of(below(at, step, steps.get(i + 1), place));
            boolean done =
                    step.isKey() ? intoMapping(at, step, next, place) : intoList(at, step, next);
            if (!done) {
                flaw(
                        origin,
                        ManifestCode.OVERRIDE_PATH
                                .problem("there is no place for the value of this override")
                                .needs(
                                        step.isKey()
                                                ? "a mapping that can hold '%s'".formatted(step.key)
                                                : "a list with an element [%d]"
                                                        .formatted(step.index))
                                .have(describe(at))
                                .fix(remedy(path(steps.subList(0, i)), at)));
                return;
            }
            if (!last) {
                at = next.get();
            }
        }
    }

    private static String remedy(String path, YamlNode at) {
        if (at instanceof Mapping mapping) {
            return mapping.entries().isEmpty()
                    ? "name a key of it: %s.KEY=…".formatted(path)
                    : "name a key of it, %s.KEY=…: %s"
                            .formatted(
                                    path,
                                    String.join(
                                            ", ",
                                            mapping.entries().keySet().stream()
                                                    .limit(10)
                                                    .toList()));
        }
        if (at instanceof Sequence sequence) {
            int size = sequence.items().size();
            return size == 0
                    ? "add an element: %s[0]=…".formatted(path)
                    : "name an element, %s[0]%s; [%d] adds one"
                            .formatted(path, size == 1 ? "" : " to [" + (size - 1) + "]", size);
        }
        return "change the value itself, %s=…, or name another key".formatted(path);
    }

    private static String path(List<Step> steps) {
        StringBuilder path = new StringBuilder();
        for (Step step : steps) {
            path.append(
                    step.isKey() ? (path.isEmpty() ? "" : ".") + step.key : "[" + step.index + "]");
        }
        return path.toString();
    }

    /** Returns the node below a node, or a new empty one. */
    private static YamlNode below(YamlNode at, Step step, Step following, Place place) {
        YamlNode there = null;
        if (at instanceof Mapping mapping && step.isKey()) {
            Entry entry = mapping.entries().get(step.key);
            there = entry == null ? null : entry.value();
        } else if (at instanceof Sequence sequence
                && !step.isKey()
                && step.index < sequence.items().size()) {
            there = sequence.items().get(step.index);
        }
        boolean nothing =
                there == null
                        || (there instanceof Scalar scalar
                                && scalar.plain()
                                && ScalarTypes.resolve(scalar.text()) == null);
        if (!nothing) {
            return there;
        }
        return following.isKey() ? new Mapping(place) : new Sequence(place, new ArrayList<>());
    }

    private static boolean intoMapping(
            YamlNode at, Step step, Optional<YamlNode> value, Place place) {
        if (!(at instanceof Mapping mapping)) {
            return false;
        }
        if (value.isEmpty()) {
            mapping.entries().remove(step.key);
            return true;
        }
        Entry before = mapping.entries().get(step.key);
        boolean same = before != null && before.value() == value.get();
        mapping.entries().put(step.key, same ? before : new Entry(place, value.get()));
        return true;
    }

    private static boolean intoList(YamlNode at, Step step, Optional<YamlNode> value) {
        if (!(at instanceof Sequence sequence) || step.index > sequence.items().size()) {
            return false;
        }
        boolean append = step.index == sequence.items().size();
        if (value.isEmpty()) {
            if (!append) {
                sequence.items().remove(step.index);
            }
        } else if (append) {
            sequence.items().add(value.get());
        } else {
            sequence.items().set(step.index, value.get());
        }
        return true;
    }

    /** Returns the steps of {@code a.b[2].c}; empty if the string is not a path. */
    private static List<Step> steps(String path) {
        List<Step> steps = new ArrayList<>();
        int at = 0;
        while (at < path.length()) {
            if (path.charAt(at) == '[') {
                int end = path.indexOf(']', at);
                int index = end < 0 ? -1 : index(path.substring(at + 1, end));
                if (index < 0 || steps.isEmpty()) {
                    return List.of();
                }
                steps.add(new Step("", index));
                at = end + 1;
            } else {
                boolean separated = path.charAt(at) == '.';
                if (separated == steps.isEmpty()) {
                    return List.of();
                }
                int start = separated ? at + 1 : at;
                int end = start;
                while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
                    end++;
                }
                if (end == start) {
                    return List.of();
                }
                steps.add(new Step(path.substring(start, end), -1));
                at = end;
            }
        }
        return steps.size() > YamlComposer.MAX_DEPTH ? List.of() : steps;
    }

    private static int index(String digits) {
        boolean number = !digits.isEmpty() && digits.length() < 7;
        for (int i = 0; number && i < digits.length(); i++) {
            number = digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
        }
        return number ? Integer.parseInt(digits) : -1;
    }

    private static String describe(YamlNode node) {
        if (node instanceof Mapping) {
            return "a mapping";
        }
        return node instanceof Sequence sequence
                ? "a list of " + sequence.items().size()
                : "'" + ((Scalar) node).text() + "'";
    }
}
