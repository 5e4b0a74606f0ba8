// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import dev.sora.core.manifest.Manifest.Flaw;
import dev.sora.core.manifest.YamlNode.Mapping;
import dev.sora.core.manifest.YamlNode.Sequence;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads manifests, and other YAML files for Sora, such as a single data source.
 *
 * <p>A manifest is untrusted: its size, depth and number of values are limited, and tags never
 * create objects.
 */
public final class ManifestReader {

    /**
     * Reads a file.
     *
     * @return the manifest; its flaws are the problems that did not prevent reading the rest
     * @throws SoraException if it cannot be read to its end
     */
    public Manifest read(Path file, Overrides overrides) {
        Path name = file.getFileName();
        String label = name == null ? file.toString() : name.toString();
        Path folder = file.toAbsolutePath().normalize().getParent();
        String text = ManifestFile.read(file, label);
        return read(label, folder == null ? file.toAbsolutePath() : folder, text, overrides);
    }

    /**
     * Reads a string in memory, such as the manifest in a model package.
     *
     * @param label its name in messages
     * @param folder the folder for relative paths
     * @return the manifest; its flaws are the problems that did not prevent reading the rest
     * @throws SoraException if it cannot be read to its end
     */
    public Manifest read(String label, Path folder, String text, Overrides overrides) {
        List<Flaw> flaws = new ArrayList<>();
        Optional<YamlNode> composed = YamlComposer.compose(label, "", text, flaws);
        if (composed.isEmpty() || !(composed.get() instanceof Mapping root)) {
            List<Problem> problems = new ArrayList<>(flaws.stream().map(Flaw::problem).toList());
            problems.add(noMapping(label, composed));
            throw new SoraException(problems, null);
        }
        new Assignments(label, flaws).apply(root, overrides.assignments());
        TreeBuilder builder =
                new TreeBuilder(label, new Interpolation(overrides.environment()), flaws);
        Map<String, Object> tree = builder.build(root);
        return new Manifest(label, folder, tree, builder.marks(), flaws);
    }

    private static Problem noMapping(String label, Optional<YamlNode> composed) {
        boolean nothing =
                composed.isEmpty()
                        || (composed.get() instanceof YamlNode.Scalar scalar
                                && scalar.plain()
                                && ScalarTypes.resolve(scalar.text()) == null);
        if (nothing) {
            return ManifestCode.EMPTY
                    .problem("the manifest is empty")
                    .where(label + ":1:1")
                    .fix("begin with 'manifest: 1'; the guide has examples");
        }
        return ManifestCode.TOP_LEVEL
                .problem("a manifest is a mapping from sections to their contents")
                .where(composed.get().place().in(label))
                .needs("manifest: 1, then inputs:, outputs: and so on")
                .have(composed.get() instanceof Sequence ? "a list" : "a single value")
                .fix("write 'key: value' lines, without '-' before them");
    }
}
