// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import dev.sora.core.manifest.Manifest.Flaw;
import dev.sora.core.manifest.Marks.Mark;
import dev.sora.core.manifest.YamlNode.Entry;
import dev.sora.core.manifest.YamlNode.Mapping;
import dev.sora.core.manifest.YamlNode.Place;
import dev.sora.core.manifest.YamlNode.Scalar;
import dev.sora.core.manifest.YamlNode.Sequence;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Converts nodes to plain values, replaces environment variables, and records the place of each
 * value.
 *
 * <p>An unquoted scalar is typed after variables are replaced, so {@code epochs: ${EPOCHS}} is an
 * integer; in quotes it remains a string.
 */
final class TreeBuilder {

    private final String label;
    private final Interpolation interpolation;
    private final List<Flaw> flaws;
    private final Map<String, Mark> marks = new HashMap<>();

    TreeBuilder(String label, Interpolation interpolation, List<Flaw> flaws) {
        this.label = label;
        this.interpolation = interpolation;
        this.flaws = flaws;
    }

    Map<String, Object> build(Mapping root) {
        marks.put("", mark(root.place(), root));
        return mapping("", root, 0);
    }

    Marks marks() {
        return new Marks(marks);
    }

    private Map<String, Object> mapping(String path, Mapping mapping, int depth) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, Entry> each : mapping.entries().entrySet()) {
            String inner = path.isEmpty() ? each.getKey() : path + "." + each.getKey();
            Entry entry = each.getValue();
            if (each.getKey().equals("<<")) {
                flaws.add(
                        entry.key()
                                .flaw(
                                        label,
                                        path,
                                        ManifestCode.KEY
                                                .problem("'<<' is not a merge key in YAML 1.2")
                                                .fix("write the keys out, or use 'count'")));
                continue;
            }
            marks.put(inner, mark(entry.key(), entry.value()));
            values.put(each.getKey(), value(inner, entry.value(), depth + 1));
        }
        return Collections.unmodifiableMap(values);
    }

    private Object value(String path, YamlNode node, int depth) {
        if (depth > YamlComposer.MAX_DEPTH) {
            flaws.add(
                    node.place()
                            .flaw(
                                    label,
                                    path,
                                    ManifestCode.DEPTH
                                            .problem(
                                                    "values are nested more than %d deep through"
                                                                    .formatted(
                                                                            YamlComposer.MAX_DEPTH)
                                                            + " aliases")
                                            .fix(
                                                    "let no anchor (&name) hold aliases (*name)"
                                                            + " that hold others")));
            return null;
        }
        if (node instanceof Mapping mapping) {
            return mapping(path, mapping, depth);
        }
        if (node instanceof Sequence sequence) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < sequence.items().size(); i++) {
                YamlNode item = sequence.items().get(i);
                String inner = path + "[" + i + "]";
                marks.put(inner, mark(item.place(), item));
                values.add(value(inner, item, depth + 1));
            }
            return Collections.unmodifiableList(values);
        }
        Scalar scalar = (Scalar) node;
        List<Problem> found = new ArrayList<>();
        String text = interpolation.apply(scalar.text(), found);
        found.stream()
                .distinct()
                .forEach(problem -> flaws.add(scalar.place().flaw(label, path, problem)));
        return scalar.plain() ? ScalarTypes.resolve(text) : text;
    }

    private Mark mark(Place key, YamlNode value) {
        Place place = value.place();
        String variables =
                value instanceof Scalar scalar
                        ? String.join(", ", interpolation.used(scalar.text()))
                        : "";
        return new Mark(
                key.line(), key.column(), place.line(), place.column(), place.origin(), variables);
    }
}
